// What the calendar shows, as its address says it: a reload or a link shows the same.
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { addDays, isDate, weekdayOf } from '../../ui/dates';

export interface Address {
  on: string;
  view: 'day' | 'week';
  /** The first date, and the one after the last. */
  from: string;
  to: string;
  services: readonly string[];
  people: readonly string[];
  /** On phones one person is shown at a time. */
  person: string | null;
  visit: string | null;
  put: (part: Partial<Record<'on' | 'view' | 'services' | 'people' | 'person' | 'visit', string | null>>) => void;
}

/** Which dates an address asks for: a week from its Monday, or a day. */
export function datesOf(params: URLSearchParams, today: string, phone: boolean) {
  const asked = params.get('on');
  const on = isDate(asked) ? asked : today;
  const view = params.get('view') === 'week' && !phone ? 'week' : 'day';
  const from = view === 'week' ? addDays(on, 1 - weekdayOf(on)) : on;
  return { on, view, from, to: addDays(from, view === 'week' ? 7 : 1) } as const;
}

export function useAddress(today: string, phone: boolean): Address {
  const [params, setParams] = useSearchParams();
  const put = useCallback<Address['put']>(
    (part) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(part)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return useMemo(() => {
    const list = (name: string) => params.get(name)?.split(',').filter(Boolean) ?? [];
    return {
      ...datesOf(params, today, phone),
      services: list('services'),
      people: list('people'),
      person: params.get('person'),
      visit: params.get('visit'),
      put,
    };
  }, [params, put, today, phone]);
}
