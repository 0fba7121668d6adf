// Times on somebody's wall, written in the reader's language and 12 or 24 hour habit. The server computes every wall time;
// here it is only spelled. No zone is converted.
import type { Wall } from '../api/words';

/** A space that keeps its neighbours on one line. After a dash it needs a joiner as well: lines may break there. */
const NBSP = '\u00a0';
const JOINER = '\ufeff';

/** The locale that times are spelled in: the reader's own variant of the page's language (en-US spells 12 hours). */
export function spellingLocale(language: string, spoken: readonly string[] = navigator.languages): string {
  const base = language.split('-')[0] ?? 'en';
  if (base === 'pseudo') return 'en-GB';
  const own = spoken.find((locale) => locale === base || locale.startsWith(`${base}-`));
  // Plain "en" says nothing about the habit; most English readers outside the United States write day before month.
  if (!own || own === 'en') return base === 'en' ? 'en-GB' : base;
  return own;
}

const cache = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let found = cache.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    cache.set(key, found);
  }
  return found;
}

/** "2026-11-26" and "15:30" as a moment whose UTC parts are the wall's. */
export function wallMoment(date: string, time = '12:00'): Date {
  return new Date(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
}

export type DayStyle = 'short' | 'long' | 'month' | 'weekday';

const DAY_STYLES: Record<DayStyle, Intl.DateTimeFormatOptions> = {
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  month: { month: 'long', year: 'numeric' },
  weekday: { weekday: 'short', day: 'numeric', month: 'long' },
};

/** short: "Thu 26 Nov" · long: "Thursday 26 November" · weekday: "Thu 26 November" · month: "November 2026". */
export function spellDay(date: string, locale: string, style: DayStyle = 'short'): string {
  const spelled = format(locale, DAY_STYLES[style]).format(wallMoment(date));
  // English puts a comma after the weekday; our times read better without it ("Thu 26 Nov, 15:30").
  return /^en-(GB|IE|AU|NZ|IN|ZA)/.test(locale) ? spelled.replace(',', '') : spelled;
}

/** "Nov", "26", "Thu": the parts of a calendar leaf. */
export function leafParts(date: string, locale: string): { month: string; day: string; weekday: string } {
  const moment = wallMoment(date);
  return {
    month: format(locale, { month: 'short' }).format(moment),
    day: format(locale, { day: 'numeric' }).format(moment),
    weekday: format(locale, { weekday: 'short' }).format(moment),
  };
}

/** "15:30", or "3:30 PM" where that is the habit. */
export function spellTime(time: string, locale: string): string {
  return format(locale, { timeStyle: 'short' }).format(wallMoment('2026-01-01', time));
}

/** "15:30 – 15:50", never broken; "15:30" where no end is told. */
export function spellRange(wall: Pick<Wall, 'time' | 'end_time'>, locale: string): string {
  if (wall.end_time === null) return spellTime(wall.time, locale).replace(/[ \u202f]/g, NBSP);
  const range = `${spellTime(wall.time, locale)} –${JOINER} ${spellTime(wall.end_time, locale)}`;
  return range.replace(/[ \u202f]/g, NBSP);
}

/** "Berlin" for Europe/Berlin. */
export function cityOf(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}

/** Whether two walls of the same moment read differently: if not, the second needs no words. */
export function differ(one: Wall, other: Wall): boolean {
  return one.date !== other.date || one.time !== other.time;
}

/** How far the second wall is ahead of the first, in minutes, for the same moment. */
export function minutesAhead(one: Wall, other: Wall): number {
  return (wallMoment(other.date, other.time).getTime() - wallMoment(one.date, one.time).getTime()) / 60_000;
}

/** A moment as the clock of a zone shows it now, "14:33": for clocks on the page, not for appointments. */
export function spellClock(at: number, timeZone: string | undefined, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(at);
}

/** Today's date in a zone, "2026-11-26". */
export function dateIn(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(at);
}

/** 9:41 for 581 seconds, 1:02:00 for an hour and two minutes; zero when over. */
export function spellCountdown(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(left / 3600), Math.floor((left % 3600) / 60)];
  return hours ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${minutes}:${two(left % 60)}`;
}
