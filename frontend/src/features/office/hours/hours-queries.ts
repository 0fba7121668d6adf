// Hours, seasons and exceptions: asking for them, trying a change, making it. Everything here is live for consumers at once.
import { keepPreviousData, type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { addressOf, api } from '../../../api/client';
import { useLiveQueries } from '../../../api/live';
import type {
  AffectedVisit,
  DayVisit,
  EffectiveHours,
  Exceptions,
  Holiday,
  HolidaysKept,
  HoursSet,
  Override,
  OverrideWish,
  ProviderHours,
  Season,
  SeasonWish,
  TimeOff,
  TimeOffWish,
  VisitAct,
} from '../../../api/words';

/** Whose hours: the office's, unless a provider or a service is named. */
export interface Owner {
  kind: 'office' | 'provider' | 'service';
  id: string | null;
}

export const hoursKey = (office: string, { kind, id }: Owner) => ['hours', office, kind, id ?? 'office'] as const;

export function hoursPath(office: string, { kind, id }: Owner): string {
  if (kind === 'provider') return `/offices/${office}/providers/${id}/hours`;
  return kind === 'service' ? `/offices/${office}/services/${id}/hours` : `/offices/${office}/hours`;
}

export const ownerIds = ({ kind, id }: Owner) => ({
  provider_id: kind === 'provider' ? id : null,
  service_id: kind === 'service' ? id : null,
});

/** What stays the same for a moment: nothing is asked while somebody is still typing. */
export function useSettled<Value>(value: Value, milliseconds = 350): Value {
  const [settled, setSettled] = useState(value);
  const said = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same words are the same value
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [said, milliseconds]);
  return settled;
}

/** What weekly hours would do, tried by the server and taken back. */
export function useHoursEffect(office: string, owner: Owner, hours: ProviderHours | null) {
  return useQuery({
    queryKey: [...hoursKey(office, owner), 'effect', hours],
    queryFn: ({ signal }) => api.put<HoursSet>(hoursPath(office, owner), hours, { query: { preview: true }, signal }),
    enabled: hours !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function useSeasons(office: string, owner: Owner) {
  return useQuery({
    queryKey: ['seasons', office, owner.kind, owner.id],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Season[] }>(`/offices/${office}/seasons`, { query: ownerIds(owner), signal })).items,
  });
}

export function useEffectiveHours(
  office: string,
  asked: { from: string; to: string; provider_id: string | null; service_id: string | null },
) {
  const key = ['effective-hours', office] as const;
  useLiveQueries(addressOf(`/offices/${office}/stream`), [key]);
  return useQuery({
    queryKey: [...key, asked],
    queryFn: ({ signal }) =>
      api.get<EffectiveHours>(`/offices/${office}/effective-hours`, { query: { ...asked }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useExceptions(office: string, from: string, to: string) {
  return useQuery({
    queryKey: ['exceptions', office, from, to],
    queryFn: ({ signal }) => api.get<Exceptions>(`/offices/${office}/exceptions`, { query: { from, to }, signal }),
  });
}

/** Time off and closures that touch the dates from … to, `to` not included. */
export function useTimeOff(office: string, from: string, to: string) {
  return useQuery({
    queryKey: ['time-off', office, 'list', from, to],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: TimeOff[] }>(`/offices/${office}/time-off`, { query: { from, to }, signal })).items,
  });
}

export interface HolidayPlace {
  country: string;
  subdivision: string | null;
}

export function useHolidays(office: string, place: HolidayPlace | null, year: number) {
  return useQuery({
    queryKey: ['holidays', office, place, year],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Holiday[] }>(`/offices/${office}/holidays`, { query: { ...place, year }, signal })).items,
    enabled: place !== null,
    placeholderData: keepPreviousData,
  });
}

export function useHolidayCountries(office: string) {
  return useQuery({
    queryKey: ['holiday-countries'],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ items: { code: string; subdivisions: string[] }[] }>(`/offices/${office}/holiday-countries`, {
          signal,
        })
      ).items,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useHolidayCalendar(office: string) {
  return useQuery({
    queryKey: ['holiday-calendar', office],
    queryFn: ({ signal }) => api.get<HolidaysKept>(`/offices/${office}/holiday-calendar`, { signal }),
  });
}

const ALL = ['hours', 'seasons', 'exceptions', 'time-off', 'holidays', 'holiday-calendar', 'effective-hours'];

/** Pages about hours ask again whenever anything of it changes, here or elsewhere. */
export function useLiveHours(office: string) {
  return useLiveQueries(
    addressOf(`/offices/${office}/stream`),
    ALL.filter((name) => name !== 'hours').map((name) => [name, office]),
  );
}

export function useHoursChange<Asked, Answer>(office: string, change: (asked: Asked) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all(
        ALL.map((name): QueryKey => [name, office]).map((queryKey) => queries.invalidateQueries({ queryKey })),
      ),
  });
}

export const act = {
  season: (office: string) => (asked: { id: string | null; wish: SeasonWish }) =>
    asked.id
      ? api.put<{ item: Season; affected: DayVisit[] }>(`/offices/${office}/seasons/${asked.id}`, asked.wish)
      : api.post<{ item: Season; affected: DayVisit[] }>(`/offices/${office}/seasons`, asked.wish),
  removeSeason: (office: string) => (id: string) => api.delete(`/offices/${office}/seasons/${id}`),
  override: (office: string) => (asked: { wish: OverrideWish; affected: VisitAct[] | null }) =>
    api.post<{ item: Override; affected: AffectedVisit[] }>(`/offices/${office}/overrides`, {
      ...asked.wish,
      affected: asked.affected,
    }),
  removeOverride: (office: string) => (id: string) => api.delete(`/offices/${office}/overrides/${id}`),
  timeOff: (office: string) => (asked: { wish: TimeOffWish; affected: VisitAct[] | null }) =>
    api.post<{ item: TimeOff; affected: AffectedVisit[] }>(`/offices/${office}/time-off`, {
      ...asked.wish,
      affected: asked.affected,
    }),
  removeTimeOff: (office: string) => (id: string) => api.delete(`/offices/${office}/time-off/${id}`),
  seeTo: (office: string) => (asked: { id: string; affected: VisitAct[] }) =>
    api.post<{ affected: AffectedVisit[] }>(`/offices/${office}/time-off/${asked.id}/visits`, {
      affected: asked.affected,
    }),
  holidays: (office: string) => (asked: HolidayPlace & { dates: string[]; affected: VisitAct[] }) =>
    api.post<{ items: TimeOff[] }>(`/offices/${office}/holidays`, asked),
  keepHolidays: (office: string) => (asked: HolidayPlace & { holidays: string[] }) =>
    api.put<HolidaysKept>(`/offices/${office}/holiday-calendar`, asked),
};

/** Whom a change would affect, tried by the server and taken back. Null asks nothing. */
export function useTried(
  office: string,
  asked:
    | { what: 'time-off'; wish: TimeOffWish }
    | { what: 'override'; wish: OverrideWish }
    | { what: 'holidays'; wish: HolidayPlace & { dates: string[] } }
    | { what: 'lying-in'; id: string }
    | null,
) {
  return useQuery({
    queryKey: ['time-off', office, 'tried', asked],
    queryFn: async ({ signal }) => {
      const found = await tried(office, asked, signal);
      return found.affected;
    },
    enabled: asked !== null,
    retry: false,
    gcTime: 0,
  });
}

type Answer = Promise<{ affected: AffectedVisit[] }>;

function tried(office: string, asked: Parameters<typeof useTried>[1], signal: AbortSignal): Answer {
  const preview = { query: { preview: true }, signal };
  if (asked?.what === 'time-off') return api.post(`/offices/${office}/time-off/preview`, asked.wish, { signal });
  if (asked?.what === 'override') return api.post(`/offices/${office}/overrides`, asked.wish, preview);
  if (asked?.what === 'holidays') return api.post(`/offices/${office}/holidays`, asked.wish, preview);
  return api.get(`/offices/${office}/time-off/${asked?.id}/visits`, { signal });
}
