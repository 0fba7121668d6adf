// How long somebody has waited, counted on by the server's clock between two answers, and the word for it.
import type { DayVisit } from '../api/words';

export type Wait = NonNullable<DayVisit['wait']>;

const LONG_MINUTES = 15;
const SHORT_MINUTES = 5;

type Waiting = Pick<DayVisit, 'waiting_since' | 'starts_at'>;

/** Whole minutes since they came; null for who does not wait. `now` in milliseconds since 1970. */
export function waitedMinutes(visit: Waiting, now: number): number | null {
  if (!visit.waiting_since) return null;
  return Math.max(0, Math.floor((now - Date.parse(visit.waiting_since)) / 60_000));
}

/** Under 5 minutes "just came" (before the booked time "early"), up to 15 "waiting", then "long". */
export function waitOf(visit: Waiting, now: number): { wait: Wait; minutes: number } | null {
  const minutes = waitedMinutes(visit, now);
  if (minutes === null) return null;
  if (minutes < SHORT_MINUTES) return { wait: now < Date.parse(visit.starts_at) ? 'early' : 'just_came', minutes };
  return { wait: minutes <= LONG_MINUTES ? 'waiting' : 'long', minutes };
}
