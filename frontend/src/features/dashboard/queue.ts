// A day's visits in the order in which a provider needs them: who is in a visit, who is next, who also waits, the rest of
// the day, and what is behind.
import type { DayVisit } from '../../api/words';

export interface Queue {
  /** Let in or talking. */
  current: DayVisit[];
  next: DayVisit | null;
  alsoWaiting: DayVisit[];
  rest: DayVisit[];
  /** The last one first. */
  earlier: DayVisit[];
}

/** The server's own order of the line: by booked time, then by who came first. */
function byLine(one: DayVisit, other: DayVisit): number {
  return (
    Date.parse(one.starts_at) - Date.parse(other.starts_at) ||
    Date.parse(one.waiting_since ?? one.starts_at) - Date.parse(other.waiting_since ?? other.starts_at)
  );
}

const byTime = (one: DayVisit, other: DayVisit) => Date.parse(one.starts_at) - Date.parse(other.starts_at);

/** Nobody came, or nobody wrote down what became of it: somebody should say. */
export function isToSettle(visit: DayVisit, now: number): boolean {
  if (visit.outcome !== null || visit.state === 'cancelled') return false;
  if (visit.state === 'missed' || visit.state === 'ended') return true;
  return !isLive(visit) && Date.parse(visit.ends_at) <= now;
}

function isLive({ state }: DayVisit): boolean {
  return state === 'waiting' || state === 'admitted' || state === 'in_visit';
}

function isAhead(visit: DayVisit, now: number): boolean {
  if (visit.state === 'cancelled') return Date.parse(visit.ends_at) > now;
  return ['booked', 'open', 'refused'].includes(visit.state) && Date.parse(visit.ends_at) > now;
}

/** `now` by the server's clock, in milliseconds since 1970. */
export function queueOf(visits: readonly DayVisit[], now: number): Queue {
  const waiting = visits.filter(({ state }) => state === 'waiting').sort(byLine);
  const others = visits.filter((visit) => !isLive(visit));
  return {
    current: visits.filter(({ state }) => state === 'admitted' || state === 'in_visit').sort(byTime),
    next: waiting[0] ?? null,
    alsoWaiting: waiting.slice(1),
    rest: others.filter((visit) => isAhead(visit, now)).sort(byTime),
    earlier: others.filter((visit) => !isAhead(visit, now)).sort((one, other) => byTime(other, one)),
  };
}

/** From then on the provider may go in, waiting consumer or not. */
export function mayJoin(visit: DayVisit, now: number): boolean {
  if (!['open', 'booked', 'refused', 'waiting', 'admitted', 'in_visit'].includes(visit.state)) return false;
  return visit.may_join || now >= Date.parse(visit.may_join_at);
}
