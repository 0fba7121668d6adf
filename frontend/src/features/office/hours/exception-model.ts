// An exception as it is typed: closed from date to date, or other hours on them. Pure.
import type { OverrideWish, TimeOffWish } from '../../../api/words';
import { addDays, isDate } from '../../../ui/dates';
import { isOverMidnight, readTime, type TypedRange } from './hours-model';

export interface TypedException {
  kind: 'closure' | 'hours';
  /** "" for the office, else "provider:<id>" or "service:<id>". */
  whose: string;
  from: string;
  until: string;
  ranges: readonly TypedRange[];
  reason: string;
}

export function emptyException(today: string): TypedException {
  return {
    kind: 'closure',
    whose: '',
    from: today,
    until: today,
    ranges: [{ from: '10:00', to: '14:00' }],
    reason: '',
  };
}

export function exceptionMistakes({ kind, from, until, ranges }: TypedException): string[] {
  const wrong: string[] = [];
  if (!isDate(from)) wrong.push('from');
  if (!isDate(until) || (isDate(from) && until < from)) wrong.push('until');
  if (kind === 'closure') return wrong;
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
    const [from, to] = [`${typed.from}T00:00`, `${addDays(typed.until, 1)}T00:00`];
    return { what: 'time-off', wish: { provider_id: null, from, to, reason } };
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
