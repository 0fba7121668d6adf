// What the calendar shows, as its address says it: a reload or a link shows the same.
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { isDate } from '../../ui/dates';

export interface Address {
  on: string;
  view: 'day' | 'week';
  services: readonly string[];
  people: readonly string[];
  /** On phones one person is shown at a time. */
  person: string | null;
  visit: string | null;
  put: (part: Partial<Record<'on' | 'view' | 'services' | 'people' | 'person' | 'visit', string | null>>) => void;
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
    const asked = params.get('on');
    const list = (name: string) => params.get(name)?.split(',').filter(Boolean) ?? [];
    return {
      on: isDate(asked) ? asked : today,
      view: params.get('view') === 'week' && !phone ? 'week' : 'day',
      services: list('services'),
      people: list('people'),
      person: params.get('person'),
      visit: params.get('visit'),
      put,
    };
  }, [params, put, today, phone]);
}
