// How long the two have talked, against the booked length.
import type { DayVisit } from '../../../api/words';

const NEAR_END_SECONDS = 5 * 60;

export interface Timer {
  /** Since both were there. */
  seconds: number;
  ofMinutes: number;
  /** `near`: under five minutes left of the booked length; `over`: beyond it. */
  pace: 'within' | 'near' | 'over';
}

type Timed = Pick<DayVisit, 'started_at' | 'ended_at' | 'starts_at' | 'ends_at'>;

/** Null until both were there. `now` by the server's clock, in milliseconds since 1970. */
export function timerOf(visit: Timed, now: number): Timer | null {
  if (!visit.started_at) return null;
  const until = visit.ended_at ? Date.parse(visit.ended_at) : now;
  const seconds = Math.max(0, Math.floor((until - Date.parse(visit.started_at)) / 1000));
  const planned = (Date.parse(visit.ends_at) - Date.parse(visit.starts_at)) / 1000;
  const left = planned - seconds;
  const pace = left < 0 ? 'over' : left < NEAR_END_SECONDS ? 'near' : 'within';
  return { seconds, ofMinutes: Math.round(planned / 60), pace };
}
