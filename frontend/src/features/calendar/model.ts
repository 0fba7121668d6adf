// The board's own knowledge: who is taken, away or not working when. While somebody drags, conflicts are told from here at
// once; on the drop the server has the word.
import type { Board, BoardAway, BoardDay, BoardProvider, BoardService, BoardVisit } from '../../api/words';
import { MINUTE } from './time';

export interface Span {
  from: number;
  until: number;
}

/** Time that is taken, with buffers; what is shown of it without them. */
export interface Taken extends Span {
  kind: 'visit' | 'held' | 'elsewhere';
  id: string;
  name: string | null;
  startsAt: number;
  endsAt: number;
}

export interface AwaySpan extends Span {
  away: BoardAway;
}

export interface Person {
  provider: BoardProvider;
  open: Span[];
  away: AwaySpan[];
  taken: Taken[];
}

export interface Model {
  board: Board;
  people: ReadonlyMap<string, Person>;
  services: ReadonlyMap<string, BoardService>;
}

const span = (from: string, until: string): Span => ({ from: Date.parse(from), until: Date.parse(until) });

export function modelOf(board: Board): Model {
  const people = new Map<string, Person>();
  for (const provider of board.providers) {
    people.set(provider.id, {
      provider,
      open: provider.open.map(({ starts_at, ends_at }) => span(starts_at, ends_at)),
      away: board.away
        .filter(({ provider_id }) => provider_id === null || provider_id === provider.id)
        .map((away) => ({ ...span(away.starts_at, away.ends_at), away })),
      taken: [],
    });
  }
  for (const visit of board.visits) {
    if (!visit.taken_from || !visit.taken_until) continue;
    people.get(visit.provider_id)?.taken.push({
      ...span(visit.taken_from, visit.taken_until),
      kind: 'visit',
      id: visit.id,
      name: visit.name,
      startsAt: Date.parse(visit.starts_at),
      endsAt: Date.parse(visit.ends_at),
    });
  }
  for (const one of board.taken) {
    people.get(one.provider_id)?.taken.push({
      ...span(one.taken_from, one.taken_until),
      kind: one.kind,
      id: one.id,
      name: null,
      startsAt: Date.parse(one.starts_at),
      endsAt: Date.parse(one.ends_at),
    });
  }
  for (const { taken } of people.values()) taken.sort((one, other) => one.from - other.from);
  return { board, people, services: new Map(board.services.map((service) => [service.id, service])) };
}

export type Verdict =
  | { kind: 'free' }
  /** Rules say no; with a reason it may be done. */
  | { kind: 'warned'; why: 'away' | 'closed' | 'not_working' | 'not_offered'; away?: BoardAway }
  /** A fact: nobody may. */
  | { kind: 'taken'; by: Taken }
  | { kind: 'past' };

export interface Wish {
  providerId: string;
  service: BoardService | undefined;
  startsAt: number;
  minutes: number;
  /** The visit that is moved: its own time counts as free. */
  moving?: string | undefined;
}

const overlap = (one: Span, other: Span) => one.from < other.until && other.from < one.until;

/** What the board knows about a start: free, against the rules, or taken. */
export function verdictOf(model: Model, wish: Wish, now: number): Verdict {
  const { providerId, service, startsAt, minutes, moving } = wish;
  const person = model.people.get(providerId);
  if (startsAt < now) return { kind: 'past' };
  const visit = { from: startsAt, until: startsAt + minutes * MINUTE };
  const needed = {
    from: visit.from - (service?.buffer_before_minutes ?? 0) * MINUTE,
    until: visit.until + (service?.buffer_after_minutes ?? 0) * MINUTE,
  };
  const by = person?.taken.find((one) => one.id !== moving && overlap(one, needed));
  if (by) return { kind: 'taken', by };
  const away = person?.away.find((one) => overlap(one, needed))?.away;
  if (away) return { kind: 'warned', why: away.provider_id ? 'away' : 'closed', away };
  if (service && !service.provider_ids.includes(providerId)) return { kind: 'warned', why: 'not_offered' };
  if (!person?.open.some(({ from, until }) => from <= visit.from && visit.until <= until)) {
    return { kind: 'warned', why: 'not_working' };
  }
  return { kind: 'free' };
}

/** The start on the service's grid that is nearest: steps count from where the opening begins, as the server counts them. */
export function snapped(model: Model, day: BoardDay, wish: Omit<Wish, 'minutes' | 'moving'>, down = false): number {
  const step = stepOf(wish.service) * MINUTE;
  const opening = model.people
    .get(wish.providerId)
    ?.open.find(({ from, until }) => from <= wish.startsAt && wish.startsAt < until);
  const anchor = (opening?.from ?? Date.parse(day.starts_at)) + (wish.service?.step_offset_minutes ?? 0) * MINUTE;
  const steps = (wish.startsAt - anchor) / step;
  return anchor + (down ? Math.floor(steps) : Math.round(steps)) * step;
}

export const stepOf = (service: BoardService | undefined): number => service?.step_minutes ?? 15;

export interface Nearby {
  providerId: string;
  startsAt: number;
}

/** The free start nearest to a wish with this provider, on the same date. */
function nearestWith(model: Model, day: BoardDay, wish: Wish, now: number): Nearby | null {
  const step = stepOf(wish.service) * MINUTE;
  const [begins, ends] = [Date.parse(day.starts_at), Date.parse(day.ends_at)];
  const middle = snapped(model, day, wish);
  for (let away = 0; away <= ends - begins; away += step) {
    for (const startsAt of away ? [middle - away, middle + away] : [middle]) {
      if (startsAt < begins || startsAt >= ends) continue;
      const there = { ...wish, startsAt };
      // The grid begins anew in each opening.
      if (snapped(model, day, there) === startsAt && verdictOf(model, there, now).kind === 'free') {
        return { providerId: wish.providerId, startsAt };
      }
    }
  }
  return null;
}

/** Up to two free starts close by: the nearest with a colleague, the nearest with the same provider; the nearer first. */
export function nearby(model: Model, day: BoardDay, wish: Wish, people: readonly string[], now: number): Nearby[] {
  const same = nearestWith(model, day, wish, now);
  const colleagues = people
    .filter((id) => id !== wish.providerId && (!wish.service || wish.service.provider_ids.includes(id)))
    .map((providerId) => nearestWith(model, day, { ...wish, providerId }, now))
    .filter((found) => found !== null);
  const far = ({ startsAt }: Nearby) => Math.abs(startsAt - wish.startsAt);
  const colleague = colleagues.sort((one, other) => far(one) - far(other))[0];
  return [colleague, same].filter((found) => found !== null && found !== undefined).sort((a, b) => far(a) - far(b));
}

export type Presence = 'available' | 'in_visit' | 'away';

/** What the head of a column says of somebody now: the word, and until or from when. */
export interface Doing {
  presence: Presence | null;
  word: 'inVisit' | 'available' | 'awayUntil' | 'away' | 'from' | 'doneToday' | 'notToday';
  at?: number;
}

/** Today only: other dates tell the hours instead. */
export function doingNow(model: Model, person: Person, day: BoardDay, now: number): Doing {
  const { provider, open, away } = person;
  if (model.board.visits.some((visit) => visit.provider_id === provider.id && visit.shown_as === 'in_visit')) {
    return { presence: 'in_visit', word: 'inVisit' };
  }
  const end = Date.parse(day.ends_at);
  const off = away.find(({ from, until }) => from <= now && now < until);
  if (off)
    return off.until < end
      ? { presence: 'away', word: 'awayUntil', at: off.until }
      : { presence: 'away', word: 'away' };
  if (open.some(({ from, until }) => from <= now && now < until)) return { presence: 'available', word: 'available' };
  const next = open.find(({ from }) => from > now && from < end);
  if (next) return { presence: 'away', word: 'from', at: next.from };
  const was = open.some(({ until }) => until <= now && until > Date.parse(day.starts_at));
  return { presence: null, word: was ? 'doneToday' : 'notToday' };
}

export interface Filter {
  services: readonly string[];
  people: readonly string[];
}

/** Who is shown: those chosen, and of those whoever offers the services chosen or has a visit of them. */
export function peopleShown(board: Board, { services, people }: Filter): BoardProvider[] {
  const offering = services.length
    ? new Set([
        ...board.services.filter(({ id }) => services.includes(id)).flatMap(({ provider_ids }) => provider_ids),
        ...board.visits.filter(({ service_id }) => services.includes(service_id)).map(({ provider_id }) => provider_id),
      ])
    : null;
  return board.providers.filter(({ id }) => (!people.length || people.includes(id)) && (!offering || offering.has(id)));
}

export function visitsShown(board: Board, { services }: Filter): BoardVisit[] {
  return services.length ? board.visits.filter(({ service_id }) => services.includes(service_id)) : board.visits;
}

/** What is neither open nor taken by time off, between two instants: the hatched stretches. */
export function closedSpans(person: Person, from: number, until: number): Span[] {
  const closed: Span[] = [];
  let at = from;
  for (const one of person.open) {
    if (one.until <= from || one.from >= until) continue;
    if (one.from > at) closed.push({ from: at, until: one.from });
    at = Math.max(at, one.until);
  }
  if (at < until) closed.push({ from: at, until });
  return closed;
}

/** The states in which a visit may be moved. */
export const mayMove = (visit: BoardVisit): boolean =>
  (visit.state === 'booked' || visit.state === 'open') && visit.shown_as === 'booked';

export const minutesOf = (visit: BoardVisit): number =>
  (Date.parse(visit.ends_at) - Date.parse(visit.starts_at)) / MINUTE;
