// Asking for the visit behind a link, and doing what its consumer may do. Each answer is the visit as it now stands.
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { ApiProblem, codeOf } from '../../api/problem';
import { noteServerNow, serverNow } from '../../api/server-clock';
import type { OfficePage, Slot, Slots, VisitSeen } from '../../api/words';
import { dateIn } from '../../ui/wall';

export const visitKey = (id: string) => ['visit', id] as const;

interface LinkOpened {
  visit_id: string;
  visit: VisitSeen;
}

async function openLink(queries: QueryClient, token: string, signal?: AbortSignal): Promise<string> {
  const opened = await api.post<LinkOpened>('/link-sessions', { token }, signal ? { signal } : {});
  noteServerNow(opened.visit.now);
  queries.setQueryData(visitKey(opened.visit_id), opened.visit);
  return opened.visit_id;
}

/** Trade the link for the cookie of its visit; answers with the visit's id. */
export function useLink(token: string) {
  const queries = useQueryClient();
  return useQuery({
    queryKey: ['link', token],
    queryFn: ({ signal }) => openLink(queries, token, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}

const SLOWLY_MS: Partial<Record<VisitSeen['state'], number>> = { waiting: 15_000, admitted: 15_000 };

export function useVisit(id: string, token: string) {
  const queries = useQueryClient();
  return useQuery({
    queryKey: visitKey(id),
    queryFn: async ({ signal }) => {
      try {
        return await api.get<VisitSeen>(`/visits/${id}`, { signal });
      } catch (error) {
        // The cookie is gone while the link is still here: trade it again.
        if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
        await openLink(queries, token, signal);
        return await api.get<VisitSeen>(`/visits/${id}`, { signal });
      }
    },
    // The stream tells; this is for what it missed, and for what happens by the clock alone.
    refetchInterval: ({ state }) => SLOWLY_MS[state.data?.state ?? 'booked'] ?? 60_000,
    refetchIntervalInBackground: true,
  });
}

/** The office's own page: hours and contact for the frame, and which stage its calls use. Never waited for. */
export function useOfficePage(slug: string | undefined) {
  return useQuery({
    queryKey: ['visit-office', slug],
    queryFn: ({ signal }) => api.get<OfficePage>(`/offices/${slug}`, { signal }),
    enabled: slug !== undefined,
    staleTime: 600_000,
  });
}

/** The world has moved on: the visit as it is now explains itself, no error is needed. */
const EXPLAINED = new Set([
  'too_early',
  'visit_over',
  'already_cancelled',
  'not_admitted',
  'too_late_to_move',
  'too_late_to_cancel',
  'moved_too_often',
  'request_over',
]);

function useAct<Wish>(id: string, send: (wish: Wish) => Promise<VisitSeen>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (wish: Wish) => {
      // An answer to a question asked before the act must not paint over the act's own.
      await queries.cancelQueries({ queryKey: visitKey(id) });
      return send(wish);
    },
    onSuccess: (visit) => {
      queries.setQueryData(visitKey(visit.id), visit);
      // Moved to another group: the same link leads to another visit.
      if (visit.id !== id) queries.setQueriesData({ queryKey: ['link'] }, (known) => (known === id ? visit.id : known));
    },
    onError: (error) => {
      if (EXPLAINED.has(codeOf(error) ?? '')) void queries.invalidateQueries({ queryKey: visitKey(id) });
    },
  });
}

export function useCheckIn(id: string) {
  return useAct<void>(id, () => api.post<VisitSeen>(`/visits/${id}/check-in`));
}

export function useStepOut(id: string) {
  return useAct<void>(id, () => api.post<VisitSeen>(`/visits/${id}/departure`));
}

export function useCancel(id: string) {
  return useAct<{ reason: string | null }>(id, (wish) => api.put<VisitSeen>(`/visits/${id}/cancellation`, wish));
}

export interface TimeWish {
  starts_at: string;
  provider_id: string | null;
  time_zone: string;
}

export function useMove(id: string) {
  return useAct<TimeWish>(id, (wish) => api.put<VisitSeen>(`/visits/${id}/time`, wish));
}

interface OtherSlotsAsked {
  id: string;
  /** Null: whoever is free. */
  providerId: string | null;
  from: string;
  to: string;
  timeZone: string;
}

/** Where the visit could move to; its own time is among them. */
export function useOtherSlots({ id, providerId, from, to, timeZone }: OtherSlotsAsked) {
  return useQuery({
    queryKey: ['visit-slots', id, providerId, from, to],
    queryFn: ({ signal }) =>
      api.get<Slots>(`/visits/${id}/slots`, {
        signal,
        query: { from, to, time_zone: timeZone, provider_id: providerId },
      }),
    refetchInterval: 60_000,
  });
}

const DAY_MS = 86_400_000;

/** The earliest time that could be booked instead, of one person or of anybody. */
export function useFirstFree(visit: VisitSeen, providerId: string | null) {
  const zone = visit.reader.time_zone;
  return useQuery({
    queryKey: ['visit-first-free', visit.office.slug, visit.service.id, providerId, zone],
    queryFn: async ({ signal }): Promise<Slot | null> => {
      const query = {
        service_id: visit.service.id,
        provider_id: providerId,
        from: dateIn(serverNow(), zone),
        to: dateIn(serverNow() + DAY_MS, zone),
        time_zone: zone,
      };
      const found = await api.get<Slots>(`/offices/${visit.office.slug}/slots`, { signal, query });
      return found.first_free;
    },
  });
}
