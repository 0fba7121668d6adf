// What is drawn while a visit is carried: the ghost, where it would land, what is in the way, and the nearest free times.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { ArrowMove20Regular, Checkmark16Regular, Warning16Filled, Warning20Filled } from '@fluentui/react-icons';
import { type RefObject, useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/live-region';
import { Rich } from '../../ui/rich';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { minutesOf } from './model';
import { useSentences } from './sentences';
import { type Carried, type Column, PIXELS_A_MINUTE, type Stage } from './stage';
import { useStore } from './store';
import { MINUTE } from './time';

const mark = {
  display: 'flex',
  flexDirection: 'column',
  padding: '1px 6px',
  borderRadius: tokens.borderRadiusSmall,
  fontSize: '12px',
  lineHeight: '16px',
  fontWeight: tokens.fontWeightSemibold,
  overflow: 'hidden',
  pointerEvents: 'none',
  ...text.numbers,
} as const;

const useStyles = makeStyles({
  onGrid: { position: 'absolute', insetInlineStart: '3px', insetInlineEnd: '4px', zIndex: 2, minHeight: '17px' },
  inWeek: { position: 'absolute', insetInlineStart: '3px', insetInlineEnd: '3px', bottom: '1px', zIndex: 2 },
  clash: {
    ...mark,
    border: `1.5px solid ${tokens.colorStatusDangerForeground1}`,
    backgroundColor: tokens.colorStatusDangerBackground1,
    color: tokens.colorStatusDangerForeground1,
  },
  free: {
    ...mark,
    alignItems: 'flex-end',
    border: `1.5px dashed ${tokens.colorStatusSuccessForeground1}`,
    backgroundColor: tokens.colorStatusSuccessBackground1,
    color: tokens.colorStatusSuccessForeground1,
  },
  warned: {
    ...mark,
    border: `1.5px dashed ${tokens.colorStatusWarningForeground1}`,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorStatusWarningForeground1,
  },
  line: { display: 'flex', gap: '4px', alignItems: 'center', whiteSpace: 'nowrap' },
  ghost: {
    position: 'fixed',
    top: 0,
    left: 0,
    zIndex: 30,
    width: '152px',
    padding: '3px 8px',
    borderRadius: tokens.borderRadiusMedium,
    border: `2px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow16,
    fontSize: '12px',
    lineHeight: '16px',
    fontWeight: tokens.fontWeightSemibold,
    pointerEvents: 'none',
    willChange: 'transform',
  },
  ghostBad: {
    borderTopColor: tokens.colorStatusDangerForeground1,
    borderRightColor: tokens.colorStatusDangerForeground1,
    borderBottomColor: tokens.colorStatusDangerForeground1,
    borderLeftColor: tokens.colorStatusDangerForeground1,
  },
  range: { fontWeight: tokens.fontWeightRegular, ...text.numbers, whiteSpace: 'nowrap' },
  tip: {
    position: 'fixed',
    top: 0,
    left: 0,
    zIndex: 31,
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    gap: '4px 8px',
    width: '316px',
    maxWidth: 'calc(100vw - 16px)',
    padding: '12px 16px',
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
    pointerEvents: 'none',
    ...text.small,
    ...text.numbers,
  },
  bad: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
  warn: { color: tokens.colorStatusWarningForeground1, fontWeight: tokens.fontWeightSemibold },
  ok: { color: tokens.colorStatusSuccessForeground1, fontWeight: tokens.fontWeightSemibold },
  near: { gridColumn: '2', color: tokens.colorNeutralForeground2 },
});

interface CarryingProps {
  stage: Stage;
  root: HTMLElement | null;
  ghost: RefObject<HTMLDivElement>;
  tip: RefObject<HTMLDivElement>;
}

export function Carrying(props: CarryingProps) {
  const carried = useStore(props.stage.carried);
  return carried ? <Carry {...props} carried={carried} /> : null;
}

function Carry({ stage, root, ghost, tip, carried }: CarryingProps & { carried: Carried }) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const say = useSentences(stage.model);
  const { visit, target, by } = carried;
  const minutes = minutesOf(visit);
  const until = (startsAt: number) => startsAt + minutes * MINUTE;
  const kind = target?.verdict.kind;
  const bad = kind === 'taken' || kind === 'past';
  const sentence = target ? say.verdict(target.verdict, target.column.provider.id) : '';

  useEffect(() => {
    if (by !== 'keys' || !target) return;
    announce(t('carriedTo', { when: say.whole(target.startsAt, minutes), sentence }), 'assertive');
    const mark = root?.querySelector('[data-landing]');
    mark?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const box = mark?.getBoundingClientRect();
    if (!box || !tip.current) return;
    const left = Math.max(8, Math.min(box.left, window.innerWidth - tip.current.offsetWidth - 8));
    const top = Math.min(box.bottom + 8, window.innerHeight - tip.current.offsetHeight - 8);
    tip.current.style.transform = `translate(${left}px, ${top}px)`;
  });

  return (
    <>
      {target && (
        <Mark stage={stage} root={root} column={target.column} from={target.startsAt} until={until(target.startsAt)}>
          {(place) => (
            <div
              data-landing={kind}
              className={mergeClasses(bad ? styles.clash : kind === 'free' ? styles.free : styles.warned, place)}
            >
              <span className={styles.line}>
                {bad && <Warning16Filled />}
                {say.time(target.startsAt)} {by === 'keys' && visit.name}
                {kind === 'free' && <Checkmark16Regular />}
              </span>
            </div>
          )}
        </Mark>
      )}
      {target?.verdict.kind === 'taken' && stage.kind === 'grid' && (
        <Mark
          stage={stage}
          root={root}
          column={target.column}
          from={target.verdict.by.startsAt}
          until={target.verdict.by.endsAt}
        >
          {(place) => (
            <div data-clash="" className={mergeClasses(styles.clash, place)}>
              <span className={styles.line}>
                <Warning16Filled /> {target.verdict.kind === 'taken' && target.verdict.by.name}
              </span>
            </div>
          )}
        </Mark>
      )}
      {target?.near.map(({ providerId, startsAt }) => {
        const column = stage.columns.find(
          (one) => one.provider.id === providerId && one.day.on === target.column.day.on,
        );
        return (
          column &&
          (stage.kind === 'grid' || column !== target.column) && (
            <Mark
              key={`${providerId}${startsAt}`}
              stage={stage}
              root={root}
              column={column}
              from={startsAt}
              until={until(startsAt)}
            >
              {(place) => (
                <div data-near="" className={mergeClasses(styles.free, place)}>
                  <span className={styles.line}>
                    {t('near.mark', { time: say.time(startsAt) })} <Checkmark16Regular />
                  </span>
                </div>
              )}
            </Mark>
          )
        );
      })}
      {createPortal(
        <div role="presentation">
          {by === 'pointer' && (
            <div ref={ghost} className={mergeClasses(styles.ghost, bad && styles.ghostBad)} data-ghost="">
              <span className={styles.line}>
                <ArrowMove20Regular /> {visit.name}
              </span>
              {target && <div className={styles.range}>{say.range(target.startsAt, until(target.startsAt))}</div>}
            </div>
          )}
          <div ref={tip} className={styles.tip} data-tip="" hidden={!target}>
            {bad || kind === 'warned' ? (
              <Warning20Filled className={bad ? styles.bad : styles.warn} />
            ) : (
              <Checkmark16Regular className={styles.ok} />
            )}
            <span className={bad ? styles.bad : kind === 'warned' ? styles.warn : styles.ok}>{sentence}</span>
            {bad && target && (
              <span className={styles.near}>
                <Rich text={say.closeBy(target.near)} />
              </span>
            )}
            {by === 'keys' && <span className={styles.near}>{t('carryingKeys')}</span>}
          </div>
        </div>,
        // Inside the theme's provider, or the colours would be missing.
        root?.closest('.fui-FluentProvider') ?? document.body,
      )}
    </>
  );
}

interface MarkProps {
  stage: Stage;
  root: HTMLElement | null;
  column: Column;
  from: number;
  until: number;
  children: (className: string | undefined) => React.ReactNode;
}

/** Draws something into a column that is there already, at its times; in the week at the end of its cell. */
function Mark({ stage, root, column, from, until, children }: MarkProps) {
  const styles = useStyles();
  const box = root?.querySelector(`[data-column="${column.key}"]`);
  if (!box) return null;
  if (stage.kind === 'matrix') return createPortal(<div className={styles.inWeek}>{children(undefined)}</div>, box);
  const top = (column.place(from) - stage.firstMinute) * PIXELS_A_MINUTE;
  const height = Math.max(17, (column.place(until) - column.place(from)) * PIXELS_A_MINUTE - 2);
  return createPortal(
    <div className={styles.onGrid} style={{ top: `${top}px`, height: `${height}px`, display: 'grid' }}>
      {children(undefined)}
    </div>,
    box,
  );
}
