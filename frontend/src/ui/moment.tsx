// A time in a named zone, always whole: weekday, date, time, zone. The reader's own first; the office's below, quieter, and
// only where it reads differently.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Wall } from '../api/words';
import { text } from './text';
import { tokens } from './tokens';
import { useSpelling } from './use-spelling';
import { cityOf, differ, leafParts, spellDay, spellRange, spellTime } from './wall';

const useStyles = makeStyles({
  moment: { display: 'flex', flexDirection: 'column', ...text.numbers },
  main: { fontWeight: tokens.fontWeightSemibold },
  whole: { whiteSpace: 'nowrap' },
  office: { ...text.small, color: tokens.colorNeutralForeground3 },
  leaf: {
    flexShrink: 0,
    width: '88px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
    textAlign: 'center',
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (max-width: 639.98px)': { width: '72px' },
  },
  leafMonth: {
    display: 'block',
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: '14px',
    lineHeight: '28px',
    fontWeight: tokens.fontWeightSemibold,
  },
  leafDay: { display: 'block', ...text.hero, ...text.numbers, paddingTop: '4px' },
  leafWeekday: {
    display: 'block',
    ...text.small,
    fontWeight: tokens.fontWeightMedium,
    color: tokens.colorNeutralForeground3,
    paddingBottom: '8px',
  },
});

/** The words of times, for texts that are built elsewhere. */
export function useMomentWords() {
  const { t } = useTranslation('common');
  const locale = useSpelling();
  return {
    locale,
    /** "Berlin time" */
    zone: (timeZone: string) => t('time.zone', { city: cityOf(timeZone) }),
    city: cityOf,
    /** "15:30" */
    time: (time: string) => spellTime(time, locale),
    /** "15:30 – 15:50" */
    range: (wall: Pick<Wall, 'time' | 'end_time'>) => spellRange(wall, locale),
    /** "Thu 26 Nov" */
    day: (date: string) => spellDay(date, locale),
    /** "Thu" */
    weekday: (date: string) => leafParts(date, locale).weekday,
    /** "Thursday 26 November" */
    longDay: (date: string) => spellDay(date, locale, 'long'),
    /** "Thu 26 Nov, 15:30" */
    start: (wall: Pick<Wall, 'date' | 'time'>) =>
      t('time.dayAndTime', { day: spellDay(wall.date, locale), time: spellTime(wall.time, locale) }),
    /** "Thu 26 Nov, 15:30 – 15:50, Berlin time" */
    whole: (wall: Wall) =>
      t('time.whole', {
        day: spellDay(wall.date, locale),
        range: spellRange(wall, locale),
        zone: t('time.zone', { city: cityOf(wall.time_zone) }),
      }),
  };
}

/** "14:30 – 14:50, London time, at the practice", with its date if that differs; nothing where both clocks agree. */
export function OfficeMoment({ reader, office, className }: { reader: Wall; office: Wall; className?: string }) {
  const { t } = useTranslation('common');
  const words = useMomentWords();
  const styles = useStyles();
  if (!differ(reader, office)) return null;
  const key = reader.date === office.date ? 'time.atOffice' : 'time.atOfficeOtherDay';
  return (
    <span className={mergeClasses(styles.office, className)}>
      {t(key, { day: words.day(office.date), range: words.range(office), zone: words.zone(office.time_zone) })}
    </span>
  );
}

interface MomentProps {
  reader: Wall;
  /** Left out on staff pages, where the reader's zone is the office's. */
  office?: Wall | undefined;
  className?: string;
}

export function Moment({ reader, office, className }: MomentProps) {
  const styles = useStyles();
  const words = useMomentWords();
  return (
    <span className={mergeClasses(styles.moment, className)}>
      <time className={styles.main} dateTime={`${reader.date}T${reader.time}`}>
        {words.whole(reader)}
      </time>
      {office && <OfficeMoment reader={reader} office={office} />}
    </span>
  );
}

/** A leaf of a wall calendar. Decoration: the date is written in words beside it. */
export function DateTile({ date }: { date: string }) {
  const styles = useStyles();
  const parts = leafParts(date, useSpelling());
  return (
    <span className={styles.leaf} aria-hidden="true">
      <span className={styles.leafMonth}>{parts.month}</span>
      <span className={styles.leafDay}>{parts.day}</span>
      <span className={styles.leafWeekday}>{parts.weekday}</span>
    </span>
  );
}
