// Between instants and places on the board. A date is as long as it is: 23 or 25 hours when clocks change, so the day's
// axis counts minutes since the date began, and labels are read from the office's clock.
import type { BoardDay } from '../../api/words';

export const MINUTE = 60_000;

/** Minutes after the date began. */
export function minutesIn(day: BoardDay, at: number): number {
  return (at - Date.parse(day.starts_at)) / MINUTE;
}

export function lengthOf(day: BoardDay): number {
  return (Date.parse(day.ends_at) - Date.parse(day.starts_at)) / MINUTE;
}

/** "14:30" as minutes on the wall. */
export function wallMinutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let found = formats.get(timeZone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timeZone, found);
  }
  return found;
}

/** What the office's clock shows: "2026-11-26" and "14:30". */
export function wallAt(at: number, timeZone: string): { date: string; time: string } {
  const [date = '', time = ''] = clockOf(timeZone).format(at).split(', ');
  return { date, time };
}

function offsetAt(at: number, timeZone: string): number {
  const { date, time } = wallAt(at, timeZone);
  return Date.parse(`${date}T${time}:00Z`) - Math.floor(at / MINUTE) * MINUTE;
}

/** The instant at which the office's clock shows this; in a repeated hour the first, in a skipped one an hour on. */
export function instantOf(date: string, time: string, timeZone: string): number {
  const plain = Date.parse(`${date}T${time}:00Z`);
  const before = plain - offsetAt(plain - 86_400_000, timeZone);
  if (plain - offsetAt(before, timeZone) === before) return before;
  const after = plain - offsetAt(plain + 86_400_000, timeZone);
  return plain - offsetAt(after, timeZone) === after ? after : before;
}

export const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');
