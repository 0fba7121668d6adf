// What a rule will do, worked out on an example: dates and times on the office's wall for the sentences beside the form.
import { addDays, addMinutes, weekdayOf } from '../../ui/dates';

export interface LocalTime {
  date: string;
  time: string;
}

/** The example visit: the next Monday at the opening, or at half past nine. */
export function exampleVisit(today: string, opening: string | null): LocalTime {
  const days = (8 - weekdayOf(today)) % 7 || 7;
  return { date: addDays(today, days), time: opening ?? '09:30' };
}

/** So many minutes before the example. */
export function before({ date, time }: LocalTime, minutes: number): LocalTime {
  return addMinutes(`${date}T${time}`, -minutes);
}

/** The first starts of a day: the grid counts from the opening. */
export function firstStarts(opening: string, stepMinutes: number, count = 3): string[] {
  return Array.from({ length: count }, (_, index) => addMinutes(`2026-01-01T${opening}`, index * stepMinutes).time);
}

/** When the next visit starts after one at the opening: the first start of the grid behind the visit and both buffers. */
export function nextStart(
  opening: string,
  rule: { duration: number; before: number; after: number; step: number },
): string {
  const busy = rule.duration + rule.after + rule.before;
  return addMinutes(`2026-01-01T${opening}`, Math.ceil(busy / rule.step) * rule.step).time;
}

/** Where the visit at the opening ends. */
export function endOf(opening: string, duration: number): string {
  return addMinutes(`2026-01-01T${opening}`, duration).time;
}
