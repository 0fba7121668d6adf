// Weekly hours while somebody edits them: seven days, each with its ranges as typed.
import type { OfficeHours } from '../../../api/words';

export interface TypedRange {
  from: string;
  to: string;
}

/** Monday first. */
export type Week = readonly (readonly TypedRange[])[];

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const DAY_MINUTES = 1440;
const WEEK_MINUTES = 7 * DAY_MINUTES;
const FIRST_RANGE: TypedRange = { from: '09:00', to: '17:00' };
const EVENING: TypedRange = { from: '18:00', to: '20:00' };

export function weekOf(ranges: readonly OfficeHours[]): Week {
  return WEEKDAYS.map((weekday) =>
    ranges
      .filter((range) => range.weekday === weekday)
      .map(({ from, to }) => ({ from, to }))
      .sort((one, other) => one.from.localeCompare(other.from)),
  );
}

export function rangesOf(week: Week): OfficeHours[] {
  return week.flatMap((ranges, day) =>
    ranges.map(({ from, to }) => ({ weekday: day + 1, from: readTime(from) ?? from, to: readTime(to) ?? to })),
  );
}

/**
 * A time of day as people type it, as "HH:MM": 9, 930, 9.30, 9:30, 17h30, 5pm, 24:00. Null for anything else.
 */
export function readTime(typed: string): string | null {
  const found = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?$/i.exec(typed.trim());
  if (!found) return null;
  let hours = Number(found[1]);
  const minutes = Number(found[2] ?? 0);
  const half = found[3]?.toLowerCase();
  if (half) {
    if (hours < 1 || hours > 12) return null;
    hours = (hours % 12) + (half === 'pm' ? 12 : 0);
  }
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether it ends on the next day. */
export function isOverMidnight({ from, to }: TypedRange): boolean {
  const [start, end] = [readTime(from), readTime(to)];
  return start !== null && end !== null && end < start;
}

function lengthOf(start: string, end: string): number {
  return (((minutesOf(end) - minutesOf(start)) % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
}

export type HoursMistake = 'from' | 'to' | 'empty' | 'overlap';

/** What is wrong with each range, by "day-index" such as "1-0" for Tuesday's first; nothing for what is right. */
export function mistakesOf(week: Week): Map<string, HoursMistake> {
  const found = new Map<string, HoursMistake>();
  const read: { at: string; start: number; length: number }[] = [];
  week.forEach((ranges, day) => {
    ranges.forEach((range, index) => {
      const at = `${day}-${index}`;
      const [start, end] = [readTime(range.from), readTime(range.to)];
      if (start === null) found.set(at, 'from');
      else if (end === null) found.set(at, 'to');
      else if (start === end || start === '24:00' || end === '00:00') found.set(at, 'empty');
      else read.push({ at, start: day * DAY_MINUTES + minutesOf(start), length: lengthOf(start, end) });
    });
  });
  read.sort((one, other) => one.start - other.start);
  read.forEach((range, index) => {
    const following = read[index + 1] ?? read[0];
    if (!following || following === range) return;
    const starts = index + 1 < read.length ? following.start : following.start + WEEK_MINUTES;
    if (range.start + range.length > starts) found.set(following.at, 'overlap');
  });
  return found;
}

/** Hours open in a week; ranges that make no sense do not count. */
export function hoursAWeek(week: Week): number {
  const minutes = week.flat().reduce((sum, { from, to }) => {
    const [start, end] = [readTime(from), readTime(to)];
    return start && end && start !== end ? sum + lengthOf(start, end) : sum;
  }, 0);
  return Math.round(minutes / 6) / 10;
}

function withDay(week: Week, day: number, ranges: readonly TypedRange[]): Week {
  return week.map((before, index) => (index === day ? ranges : before));
}

/** Open a closed day with the hours of the day before that is open, else nine to five. */
export function open(week: Week, day: number): Week {
  const before = [...week.slice(0, day)].reverse().find((ranges) => ranges.length) ?? week.find((one) => one.length);
  return withDay(week, day, before?.length ? before : [FIRST_RANGE]);
}

export const close = (week: Week, day: number): Week => withDay(week, day, []);

/** One more range after the last: the evening if it is free, else empty to be filled in. */
export function addRange(week: Week, day: number): Week {
  const ranges = week[day] ?? [];
  const last = readTime(ranges.at(-1)?.to ?? '') ?? '';
  const next = ranges.length === 0 ? FIRST_RANGE : last <= EVENING.from ? EVENING : { from: '', to: '' };
  return withDay(week, day, [...ranges, next]);
}

export function removeRange(week: Week, day: number, index: number): Week {
  return withDay(
    week,
    day,
    (week[day] ?? []).filter((_, at) => at !== index),
  );
}

export function changeRange(week: Week, day: number, index: number, part: Partial<TypedRange>): Week {
  return withDay(
    week,
    day,
    (week[day] ?? []).map((range, at) => (at === index ? { ...range, ...part } : range)),
  );
}

/** The hours of one day on other days as well, in place of theirs. */
export function copyDay(week: Week, from: number, to: readonly number[]): Week {
  const copied = week[from] ?? [];
  return week.map((ranges, day) => (to.includes(day) ? copied.map((range) => ({ ...range })) : ranges));
}

export function isSame(one: Week, other: Week): boolean {
  return JSON.stringify(rangesOf(one)) === JSON.stringify(rangesOf(other));
}
