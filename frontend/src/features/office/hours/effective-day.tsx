// One day of the effective week: what each says as thin lanes, what comes of it as a thick one, and the same in words.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { type MouseEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EffectiveHours, OpeningSeen } from '../../../api/words';
import { useMomentWords } from '../../../ui/moment';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { WhyNotPopover } from '../../../ui/why-not';

type Reach = EffectiveHours['days'][number];

const STEP_MINUTES = 15;
/** So long a stretch has room for its start, and for start and end. */
const FIRST_WORD = 2.2 * 3_600_000;
const BOTH_WORDS = 4.4 * 3_600_000;

const lengthOf = (one: OpeningSeen) => Date.parse(one.ends_at) - Date.parse(one.starts_at);

const useStyles = makeStyles({
  day: {
    display: 'grid',
    gridTemplateColumns: '88px minmax(0, 1fr) minmax(0, 300px)',
    gap: '4px 16px',
    padding: '10px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    alignItems: 'center',
    '@media (max-width: 1099.98px)': { gridTemplateColumns: '88px minmax(0, 1fr)' },
    [screen.phone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  name: { fontWeight: tokens.fontWeightSemibold, ...text.numbers },
  today: { color: tokens.colorBrandForeground1 },
  lanes: { position: 'relative', display: 'grid', gap: '3px', cursor: 'help' },
  lane: {
    position: 'relative',
    height: '6px',
    borderRadius: '3px',
    backgroundColor: tokens.colorNeutralBackground3,
    overflow: 'hidden',
    forcedColorAdjust: 'none',
  },
  result: {
    height: '24px',
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: `inset 0 0 0 1px ${tokens.colorNeutralStroke1}`,
  },
  piece: { position: 'absolute', top: 0, bottom: 0, backgroundColor: tokens.colorNeutralForeground3 },
  open: {
    top: '3px',
    bottom: '3px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    ...text.caption,
    ...text.numbers,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: '18px',
    paddingInlineStart: '6px',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  },
  away: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    backgroundImage: `repeating-linear-gradient(135deg, transparent 0 5px, ${tokens.colorStatusDangerBorder1} 5px 7px)`,
  },
  said: {
    display: 'grid',
    ...text.caption,
    ...text.numbers,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
    '@media (max-width: 1099.98px)': { gridColumn: '2 / -1' },
    [screen.phone]: { gridColumn: '1 / -1' },
  },
  sum: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
});

/** The instant at which the office's clock shows a time on a date; after a clock change of that day, an hour off. */
export function instantOf({ starts_at }: Reach, time: string): string {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return new Date(Date.parse(starts_at) + minutes * 60_000).toISOString();
}

interface EffectiveDayProps {
  day: Reach;
  hours: EffectiveHours;
  today: string;
  office: string;
  service: { id: string; name: string } | null;
  provider: { id: string; name: string } | null;
}

export function EffectiveDay({ day, hours, today, office, service, provider }: EffectiveDayProps) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const words = useMomentWords();
  const lanes = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const [begins, ends] = [Date.parse(day.starts_at), Date.parse(day.ends_at)];
  const place = (one: { starts_at: string; ends_at: string }) => {
    const [from, to] = [Math.max(begins, Date.parse(one.starts_at)), Math.min(ends, Date.parse(one.ends_at))];
    return to > from
      ? {
          insetInlineStart: `${((from - begins) / (ends - begins)) * 100}%`,
          width: `${((to - from) / (ends - begins)) * 100}%`,
        }
      : null;
  };
  const range = (one: OpeningSeen) => {
    const end = one.ends.date > one.starts.date && one.ends.time === '00:00' ? '24:00' : one.ends.time;
    return end === '24:00'
      ? `${words.time(one.starts.time)} – 24:00`
      : words.range({ time: one.starts.time, end_time: end });
  };
  const openings = hours.openings.filter(place);
  const away = hours.away.filter(place);
  const sources = hours.sources.filter(({ on }) => on === day.on);

  function ask(event: MouseEvent<HTMLElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const isTurned = getComputedStyle(event.currentTarget).direction === 'rtl';
    const part = (isTurned ? box.right - event.clientX : event.clientX - box.left) / box.width;
    const step = STEP_MINUTES * 60_000;
    setAt(new Date(begins + Math.floor((part * (ends - begins)) / step) * step).toISOString());
  }
  return (
    <div className={styles.day}>
      <span className={mergeClasses(styles.name, day.on === today && styles.today)}>{words.day(day.on)}</span>
      <div ref={lanes} className={styles.lanes} onClick={service ? ask : undefined} aria-hidden="true">
        <div className={mergeClasses(styles.lane, styles.result)}>
          {openings.map((one) => (
            <span key={one.starts_at} className={mergeClasses(styles.piece, styles.open)} style={place(one) ?? {}}>
              {lengthOf(one) >= BOTH_WORDS
                ? range(one)
                : lengthOf(one) >= FIRST_WORD
                  ? words.time(one.starts.time)
                  : null}
            </span>
          ))}
          {away.map((one) => (
            <span key={one.time_off_id} className={mergeClasses(styles.piece, styles.away)} style={place(one) ?? {}} />
          ))}
        </div>
        {sources
          .filter(({ rule }) => rule !== 'always')
          .map((source) => (
            <div key={source.owner} className={styles.lane}>
              {source.openings.map((one) => (
                <span key={one.starts_at} className={styles.piece} style={place(one) ?? { display: 'none' }} />
              ))}
            </div>
          ))}
      </div>
      <span className={styles.said}>
        <span className={styles.sum}>{openings.length ? openings.map(range).join(', ') : t('week.closed')}</span>
        {sources.map((source) => (
          <span key={source.owner}>
            {t(`week.source.${source.rule}`, {
              who: source.owner === 'provider' ? provider?.name : t(`week.owner.${source.owner}`),
              name: source.name || t('week.unnamed'),
              hours: source.openings.map(range).join(', ') || t('closed'),
            })}
          </span>
        ))}
        {away.map((one) => (
          <span key={one.time_off_id}>
            {t(`week.away.${one.kind}`)}
            {one.reason && `: ${one.reason}`}
          </span>
        ))}
      </span>
      {at && service && (
        <WhyNotPopover
          target={lanes.current}
          onClose={() => setAt(null)}
          office={office}
          service={service}
          provider={provider}
          startsAt={at}
        />
      )}
    </div>
  );
}
