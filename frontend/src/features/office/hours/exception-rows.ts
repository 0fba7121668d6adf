// Closures, holidays, time off, overrides and seasons as rows of one list, in the order of their dates. Pure.
import type { Exceptions, Override, TimeOff } from '../../../api/words';
import { spanOf } from './time-off-model';

export interface ExceptionRow {
  id: string;
  kind: 'closure' | 'holiday' | 'time_off' | 'override' | 'shut' | 'season';
  from: string;
  until: string;
  /** Null: the office's. */
  ownerId: string | null;
  name: string;
  /** "10:00 – 14:00", where there are any. */
  hours: string;
  away: TimeOff | null;
  override: Override | null;
}

export function exceptionRows(exceptions: Exceptions, away: readonly TimeOff[]): ExceptionRow[] {
  const rows: ExceptionRow[] = [
    ...away.map((item): ExceptionRow => {
      const { from, to } = spanOf(item);
      return {
        id: item.id,
        kind: item.provider_id ? 'time_off' : item.holiday_on ? 'holiday' : 'closure',
        from: from.date,
        until: to.date,
        ownerId: item.provider_id ?? null,
        name: item.reason,
        hours: from.time && to.time ? `${from.time} – ${to.time}` : '',
        away: item,
        override: null,
      };
    }),
    ...exceptions.overrides.map(
      (item): ExceptionRow => ({
        id: item.id,
        kind: item.ranges.length ? 'override' : 'shut',
        from: item.from_on,
        until: item.until_on,
        ownerId: item.provider_id ?? item.service_id ?? null,
        name: item.reason,
        hours: item.ranges.map(({ from, to }) => `${from} – ${to}`).join(', '),
        away: null,
        override: item,
      }),
    ),
    ...exceptions.seasons.map(
      (item): ExceptionRow => ({
        id: item.id,
        kind: 'season',
        from: item.from_on,
        until: item.until_on,
        ownerId: item.provider_id ?? item.service_id ?? null,
        name: item.name,
        hours: '',
        away: null,
        override: null,
      }),
    ),
  ];
  return rows.sort((one, other) => one.from.localeCompare(other.from) || one.until.localeCompare(other.until));
}
