// An exception as it is typed: closed from date to date, or other hours on them. Pure.
import type { OverrideWish, TimeOffWish } from '../../../api/words';
import { isDate } from '../../../ui/dates';
import { isOverMidnight, readTime, type TypedRange } from './hours-model';
import { type TypedTimeOff, timeOffMistakes, wishOf } from './time-off-model';

export interface TypedException {
  kind: 'closure' | 'hours';
  /** "" for the office, else "provider:<id>" or "service:<id>". */
  whose: string;
  from: string;
  until: string;
  /** Of a closure: whole dates, or from a time on the first to a time on the last. */
  wholeDays: boolean;
  fromTime: string;
  toTime: string;
  ranges: readonly TypedRange[];
  reason: string;
}

export function emptyException(today: string): TypedException {
  return {
    kind: 'closure',
    whose: '',
    from: today,
    until: today,
    wholeDays: true,
    fromTime: '13:00',
    toTime: '17:00',
    ranges: [{ from: '10:00', to: '14:00' }],
    reason: '',
  };
}

/** A closure is a time off of the whole office. */
function closureOf({ from, until, ...typed }: TypedException): TypedTimeOff {
  return { ...typed, who: '', fromDate: from, toDate: until, colleague: '' };
}

const FIELDS = { fromDate: 'from', toDate: 'until', fromTime: 'fromTime', toTime: 'toTime' } as const;

export function exceptionMistakes(typed: TypedException): string[] {
  const { from, until, ranges } = typed;
  if (typed.kind === 'closure') return timeOffMistakes(closureOf(typed)).map((field) => FIELDS[field]);
  const wrong: string[] = [];
  if (!isDate(from)) wrong.push('from');
  if (!isDate(until) || (isDate(from) && until < from)) wrong.push('until');
  let last = '';
  ranges.forEach((range, index) => {
    const [start, end] = [readTime(range.from), readTime(range.to)];
    if (!start || !end || start === end || start === '24:00' || start < last) wrong.push(`range-${index}`);
    last = isOverMidnight(range) ? '24:00' : (end ?? last);
  });
  return wrong;
}

export type ExceptionWish = { what: 'time-off'; wish: TimeOffWish } | { what: 'override'; wish: OverrideWish };

/** What is sent; null while it makes no sense. */
export function exceptionWish(typed: TypedException): ExceptionWish | null {
  if (exceptionMistakes(typed).length) return null;
  const reason = typed.reason.trim();
  if (typed.kind === 'closure') {
    const wish = wishOf(closureOf(typed));
    return wish && { what: 'time-off', wish };
  }
  const [kind, id] = typed.whose.split(':');
  const wish: OverrideWish = {
    from_on: typed.from,
    until_on: typed.until,
    ranges: typed.ranges.map(({ from, to }) => ({ from: readTime(from) ?? from, to: readTime(to) ?? to })),
    reason,
    provider_id: kind === 'provider' ? (id ?? null) : null,
    service_id: kind === 'service' ? (id ?? null) : null,
  };
  return { what: 'override', wish };
}
