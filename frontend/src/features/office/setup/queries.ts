// What the first-run guide asks for and does.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { sessionKey } from '../../../api/session-query';
import type { Hours, Session } from '../../../api/words';

type Schemas = components['schemas'];
export type SetupSeen = Schemas['SetupSeen'];
export type Step = SetupSeen['at'];
export type Effects = Schemas['SetupEffects'];
export type Preset = Schemas['Preset'];
export type FirstOffice = Schemas['FirstOffice'];
export type Holiday = Schemas['HolidaySeen'];

export const STEPS: readonly Step[] = ['office', 'services', 'hours', 'people', 'look', 'try'];

export function useInstallation() {
  return useQuery({
    queryKey: ['installation'],
    queryFn: ({ signal }) => api.get<{ empty: boolean }>('/installation', { signal }),
    staleTime: 0,
  });
}

export function useInstall() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: FirstOffice) => api.post<Session>('/installation', wish),
    onSuccess: (session) => {
      queries.setQueryData(sessionKey, session);
      queries.setQueryData(['installation'], { empty: false });
      void queries.invalidateQueries({ queryKey: ['offices'] });
    },
  });
}

const setupKey = (office: string) => ['setup', office] as const;

export function useSetup(office: string) {
  return useQuery({
    queryKey: setupKey(office),
    queryFn: ({ signal }) => api.get<SetupSeen>(`/offices/${office}/setup`, { signal }),
  });
}

export function useNoteSetup(office: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ booked: _, ...change }: SetupSeen) => api.put<SetupSeen>(`/offices/${office}/setup`, change),
    onSuccess: (seen) => {
      queries.setQueryData(setupKey(office), seen);
      if (!seen.running) void queries.invalidateQueries({ queryKey: sessionKey });
    },
  });
}

const SETTLE_MS = 300;

/** What consumers get, with hours that are only tried; null: with those that are saved. Follows typing after a moment. */
export function useEffects(office: string, hours: Hours | null, enabled = true) {
  const spelled = JSON.stringify(hours);
  const [settled, setSettled] = useState(spelled);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(spelled), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [spelled]);
  return useQuery({
    queryKey: [...setupKey(office), 'effects', settled],
    queryFn: ({ signal }) =>
      api.post<Effects>(`/offices/${office}/setup/effects`, { hours: JSON.parse(settled) as Hours | null }, { signal }),
    placeholderData: (before) => before,
    enabled,
    retry: false,
  });
}

export function usePresets(office: string) {
  return useQuery({
    queryKey: ['presets', office],
    queryFn: async ({ signal }) =>
      (await api.get<{ presets: Preset[] }>(`/offices/${office}/presets`, { signal })).presets,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

const DAY_MS = 86_400_000;
export const HOLIDAY_DAYS = 120;

/** The public holidays of the next months that the office is not closed on yet, and those it is. */
export function useHolidays(office: string, country: string | undefined, today: string) {
  const until = new Date(Date.parse(`${today}T00:00Z`) + HOLIDAY_DAYS * DAY_MS).toISOString().slice(0, 10);
  return useQuery({
    queryKey: ['holidays', office, country, today],
    queryFn: async ({ signal }) => {
      const years = [...new Set([today.slice(0, 4), until.slice(0, 4)])];
      const found = await Promise.all(
        years.map((year) =>
          api.get<{ items: Holiday[] }>(`/offices/${office}/holidays`, { signal, query: { country, year } }),
        ),
      );
      return found.flatMap(({ items }) => items).filter(({ on }) => on >= today && on < until);
    },
    enabled: country !== undefined,
    retry: false,
  });
}
