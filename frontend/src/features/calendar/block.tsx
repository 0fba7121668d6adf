// One visit on the board. Drawn once and kept: what moves while dragging is not this.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardTaken, BoardVisit } from '../../api/words';
import { useMomentWords } from '../../ui/moment';
import { hidden, text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { ICONS, useLooks } from './looks';
import { mayMove } from './model';

export const useBlockStyles = makeStyles({
  place: { position: 'absolute', insetInlineStart: '3px', insetInlineEnd: '4px' },
  block: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    width: '100%',
    height: '100%',
    minHeight: '20px',
    padding: '1px 5px',
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusSmall,
    font: 'inherit',
    fontSize: '12px',
    lineHeight: '16px',
    fontWeight: tokens.fontWeightMedium,
    textAlign: 'start',
    overflow: 'hidden',
    cursor: 'pointer',
    userSelect: 'none',
    touchAction: 'pan-x pan-y',
    '&[data-lifted]': {
      outline: `1px dashed ${tokens.colorBrandForeground1}`,
      outlineOffset: '-1px',
      backgroundColor: 'transparent',
    },
    ':focus-visible': { outlineOffset: '0px', zIndex: 1 },
  },
  grab: { cursor: 'grab' },
  line: { display: 'flex', alignItems: 'center', gap: '4px', minWidth: 0, height: '16px' },
  time: { fontWeight: tokens.fontWeightRegular, ...text.numbers, flexShrink: 0 },
  name: text.truncated,
  hidden: { ...hidden },
  range: { fontWeight: tokens.fontWeightRegular, ...text.numbers, whiteSpace: 'nowrap' },
});

/** From here on a block has a second line for its times. */
const TWO_LINES = 34;

interface BlockProps {
  visit: BoardVisit;
  /** Its height in pixels; null in the week, where times do not place it. */
  height: number | null;
  serviceName: string;
  mayAct: boolean;
}

/** Pressing and dragging are heard by the board around it. */
export const Block = memo(function Block({ visit, height, serviceName, mayAct }: BlockProps) {
  const { t } = useTranslation(['calendar', 'common']);
  const styles = useBlockStyles();
  const looks = useLooks();
  const words = useMomentWords();
  const two = height !== null && height >= TWO_LINES;
  const name =
    visit.seats === null ? visit.name : t('group', { name: visit.name, taken: visit.people, seats: visit.seats });
  const state = t(`state.${visit.shown_as}`, { ns: 'common', defaultValue: t(`shown.${visit.shown_as}`) });
  const label = t('block', {
    name,
    service: serviceName,
    range: words.range(visit.office),
    state,
  });
  return (
    <button
      type="button"
      tabIndex={-1}
      data-visit={visit.id}
      title={label}
      className={mergeClasses(styles.block, looks[visit.shown_as], mayAct && mayMove(visit) && styles.grab)}
    >
      <span className={styles.line}>
        {ICONS[visit.shown_as]}
        {!two && <span className={styles.time}>{words.time(visit.office.time)}</span>}
        <span className={styles.name}>{name}</span>
      </span>
      {two && <span className={styles.range}>{words.range(visit.office)}</span>}
      <span className={styles.hidden}>
        , {two ? '' : `${words.range(visit.office)}, `}
        {serviceName}, {state}
      </span>
    </button>
  );
});

/** Time that somebody is booking just now, or that another office has. */
export const TakenBlock = memo(function TakenBlock({ taken, serviceName }: { taken: BoardTaken; serviceName: string }) {
  const { t } = useTranslation('calendar');
  const styles = useBlockStyles();
  const looks = useLooks();
  const words = useMomentWords();
  return (
    <div className={mergeClasses(styles.block, looks[taken.kind === 'held' ? 'held' : 'completed'])}>
      <span className={styles.line}>
        {taken.kind === 'held' && ICONS.held}
        <span className={styles.time}>{words.time(taken.office.time)}</span>
        <span className={styles.name}>
          {taken.kind === 'held' ? t('held', { service: serviceName }) : t('elsewhere')}
        </span>
      </span>
    </div>
  );
});
