// Opening hours in one line: "Mon to Fri, 08:00 – 18:00".
import type { OfficeHours } from '../api/words';
import { spellRange } from './wall';

/** Monday 5 January 2026: any week does, names are all that is wanted. */
const MONDAY = Date.UTC(2026, 0, 5);

export function weekdayName(weekday: number, locale: string, style: 'short' | 'long' = 'short'): string {
  const day = new Date(MONDAY + (weekday - 1) * 86_400_000);
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(day);
}

function hoursOf(weekday: number, hours: readonly OfficeHours[]): string {
  return hours
    .filter((range) => range.weekday === weekday)
    .map((range) => `${range.from}-${range.to}`)
    .sort()
    .join('+');
}

/** Open every day from midnight to midnight. */
export function isRoundTheClock(hours: readonly OfficeHours[]): boolean {
  return [1, 2, 3, 4, 5, 6, 7].every((weekday) => hoursOf(weekday, hours) === '00:00-24:00');
}

/**
 * The longest run of days with the same hours, as a line; null when there are none.
 *
 * A footer has room for one thing: the hours that hold on most days. `span` says "Mon to Fri" in the reader's language.
 */
export function hoursInWords(
  hours: readonly OfficeHours[],
  locale: string,
  span: (from: string, to: string) => string,
): string | null {
  let best: { from: number; to: number; text: string } | null = null;
  for (let from = 1; from <= 7; from++) {
    const text = hoursOf(from, hours);
    if (!text) continue;
    let to = from;
    while (to < 7 && hoursOf(to + 1, hours) === text) to++;
    if (!best || to - from > best.to - best.from) best = { from, to, text };
  }
  if (!best) return null;
  const ranges = best.text.split('+').map((range) => {
    const [from = '', to = ''] = range.split('-');
    return spellRange({ time: from, end_time: to }, locale);
  });
  const [first, last] = [weekdayName(best.from, locale), weekdayName(best.to, locale)];
  const named = best.from === best.to ? first : span(first, last);
  return `${named}, ${ranges.join(', ')}`;
}
