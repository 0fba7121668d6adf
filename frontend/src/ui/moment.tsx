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
