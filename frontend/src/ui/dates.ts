// Counting in dates, "2026-11-26". Dates have no zone and no hour, so this is plain arithmetic.

const DAY_MS = 86_400_000;

/** The date so many days later (or earlier, with a minus). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** Whether a text is a date that exists; an address bar may hold anything. */
export function isDate(text: string | null | undefined): text is string {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(moment) && new Date(moment).toISOString().slice(0, 10) === text;
}

/** "2026-11-26T14:30" so many minutes later, on a wall whose clocks do not change meanwhile. */
export function addMinutes(local: string, minutes: number): { date: string; time: string } {
  const moment = new Date(Date.parse(`${local}:00Z`) + minutes * 60_000).toISOString();
  return { date: moment.slice(0, 10), time: moment.slice(11, 16) };
}
