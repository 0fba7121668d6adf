// Painting on a week: a day's ranges as minutes, one stretch put on or taken off. Pure. A range over midnight belongs to the
// day on which it starts; what it covers of the next day can be taken off there, too.
import { readTime, type TypedRange, type Week } from './hours-model';

export const DAY_MINUTES = 1440;
/** One cell of the grid, in minutes: what the keyboard paints. */
export const CELL = 30;
export const CELLS = DAY_MINUTES / CELL;

export interface Stretch {
  from: number;
  /** Beyond 1440 over midnight. */
  to: number;
}

/** A stretch as it is drawn in one day's row; `tail` belongs to the night that began the day before. */
export interface Drawn extends Stretch {
  tail: boolean;
  /** Goes on after midnight. */
  over: boolean;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

export function timeOf(minutes: number): string {
  const rest = minutes > DAY_MINUTES ? minutes - DAY_MINUTES : minutes;
  return `${String(Math.floor(rest / 60)).padStart(2, '0')}:${String(rest % 60).padStart(2, '0')}`;
}

/** The ranges of a day that make sense, in order; those that touch or overlap are one. */
export function stretchesOf(ranges: readonly TypedRange[]): Stretch[] {
  const read = ranges.flatMap(({ from, to }) => {
    const [start, end] = [readTime(from), readTime(to)];
    if (!start || !end || start === end || start === '24:00') return [];
    const [first, last] = [minutesOf(start), minutesOf(end) || DAY_MINUTES];
    return [{ from: first, to: last > first ? last : last + DAY_MINUTES }];
  });
  return joined(read);
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const sorted = [...stretches].sort((one, other) => one.from - other.from);
  const found: Stretch[] = [];
  for (const one of sorted) {
    const last = found.at(-1);
    if (last && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else found.push({ ...one });
  }
  return found;
}

/** Everything open on a day between its midnights, as it is drawn. */
export function drawnOn(week: Week, day: number): Drawn[] {
  const own = stretchesOf(week[day] ?? []).map(({ from, to }) => ({
    from,
    to: Math.min(to, DAY_MINUTES),
    tail: false,
    over: to > DAY_MINUTES,
  }));
  const before = stretchesOf(week[(day + 6) % 7] ?? [])
    .filter(({ to }) => to > DAY_MINUTES)
    .map(({ to }) => ({ from: 0, to: to - DAY_MINUTES, tail: true, over: false }));
  return [...before, ...own];
}

export function isOpenAt(week: Week, day: number, minute: number): boolean {
  return drawnOn(week, day).some(({ from, to }) => from <= minute && minute < to);
}

function cut(stretches: readonly Stretch[], from: number, to: number): Stretch[] {
  return stretches.flatMap((one) => {
    if (one.to <= from || one.from >= to) return [one];
    const left = one.from < from ? [{ from: one.from, to: from }] : [];
    return one.to > to ? [...left, { from: to, to: one.to }] : left;
  });
}

const written = (stretches: readonly Stretch[]): TypedRange[] =>
  stretches.map(({ from, to }) => ({ from: timeOf(from), to: timeOf(to) }));

/** Open or close [from, to) of one day; the rest of the week stays as it was typed. */
export function paint(week: Week, day: number, from: number, to: number, open: boolean): Week {
  if (from >= to) return week;
  const before = (day + 6) % 7;
  const [night, own] = [stretchesOf(week[before] ?? []), stretchesOf(week[day] ?? [])];
  const tail = night.find((one) => one.to > DAY_MINUTES);
  const tailEnd = tail ? tail.to - DAY_MINUTES : 0;
  if (open) {
    const start = Math.max(from, Math.min(tailEnd, to));
    return start >= to ? week : withDay(week, day, written(joined([...own, { from: start, to }])));
  }
  const next = withDay(week, day, written(cut(own, from, to)));
  if (!tail || from >= tailEnd) return next;
  // The night is cut off where the painting begins; what is left after it starts on this day.
  const shorter = night.map((one) => (one === tail ? { from: one.from, to: DAY_MINUTES + from } : one));
  const rest = to < tailEnd ? [{ from: to, to: tailEnd }] : [];
  return withDay(withDay(next, before, written(shorter)), day, written(joined([...cut(own, from, to), ...rest])));
}

/** Put one end of a range elsewhere: the edge that lies at `minute` is dragged to `at`. */
export function dragEdge(week: Week, day: number, minute: number, at: number): Week {
  const own = stretchesOf(week[day] ?? []);
  const moved = own.map((one) => {
    if (one.from === minute) return { ...one, from: Math.min(at, Math.min(one.to, DAY_MINUTES) - 15) };
    if (one.to === minute) return { ...one, to: Math.max(at, one.from + 15) };
    return one;
  });
  return withDay(week, day, written(joined(moved)));
}

/** The edge within reach of a pointer, if any. */
export function edgeNear(week: Week, day: number, minute: number, reach: number): number | null {
  const edges = stretchesOf(week[day] ?? []).flatMap(({ from, to }) => (to > DAY_MINUTES ? [from] : [from, to]));
  return edges.find((edge) => Math.abs(edge - minute) <= reach) ?? null;
}

function withDay(week: Week, day: number, ranges: readonly TypedRange[]): Week {
  return week.map((before, index) => (index === day ? ranges : before));
}
