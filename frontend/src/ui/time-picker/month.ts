// The month as weeks of days, all dates being walls ("2026-11-26"): no zone is involved.

const DAY_MS = 86_400_000;

const toMs = (date: string) => Date.parse(`${date}T00:00:00Z`);
const toDate = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export function addDays(date: string, days: number): string {
  return toDate(toMs(date) + days * DAY_MS);
}

/** "2026-11" of "2026-11-26". */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** From the first of the month, or today in the running month, to the first of the next (exclusive). */
export function monthSpan(month: string, today: string): { from: string; to: string } {
  const first = `${month}-01`;
  return { from: first < today ? today : first, to: `${addMonths(month, 1)}-01` };
}

/** 1 (Monday) to 7: the day a week begins with, where the reader lives. */
export function firstWeekday(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return known.getWeekInfo?.().firstDay ?? known.weekInfo?.firstDay ?? 1;
}

/** ISO weekday, 1 (Monday) to 7. */
export function weekdayOf(date: string): number {
  return new Date(toMs(date)).getUTCDay() || 7;
}

/**
 * The weeks of a month, seven places each, null before the first and after the last day.
 *
 * Weeks wholly before `today` are left out.
 */
export function weeksOf(month: string, today: string, weekStart: number): (string | null)[][] {
  const first = `${month}-01`;
  const days = Math.round((toMs(`${addMonths(month, 1)}-01`) - toMs(first)) / DAY_MS);
  const lead = (weekdayOf(first) - weekStart + 7) % 7;
  const places: (string | null)[] = [
    ...Array<null>(lead).fill(null),
    ...Array.from({ length: days }, (_, index) => addDays(first, index)),
  ];
  while (places.length % 7) places.push(null);
  const weeks = Array.from({ length: places.length / 7 }, (_, week) => places.slice(week * 7, week * 7 + 7));
  return weeks.filter((week) => week.some((date) => date !== null && date >= today));
}

/** Where an arrow key leads from a day; null for keys that move nothing. Left and right follow the reading direction. */
export function dayByKey(key: string, from: string, weekStart: number, rightToLeft: boolean): string | null {
  const forward = rightToLeft ? -1 : 1;
  const intoWeek = (weekdayOf(from) - weekStart + 7) % 7;
  switch (key) {
    case 'ArrowRight':
      return addDays(from, forward);
    case 'ArrowLeft':
      return addDays(from, -forward);
    case 'ArrowDown':
      return addDays(from, 7);
    case 'ArrowUp':
      return addDays(from, -7);
    case 'Home':
      return addDays(from, -intoWeek);
    case 'End':
      return addDays(from, 6 - intoWeek);
    case 'PageDown':
      return sameDayOf(addMonths(monthOf(from), 1), from);
    case 'PageUp':
      return sameDayOf(addMonths(monthOf(from), -1), from);
    default:
      return null;
  }
}

function sameDayOf(month: string, date: string): string {
  const wanted = `${month}-${date.slice(8)}`;
  const last = addDays(`${addMonths(month, 1)}-01`, -1);
  return wanted > last ? last : wanted;
}
