// What staff ask and do about visits: the day, one visit whole, and the acts. Both the queue, the office's list and the
// page of the visit use these, so one act is seen everywhere at once.
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { addressOf, api } from './client';
import { type Live, useLiveQueries } from './live';
import type { Day, DayVisit, Outcome, Pass, VisitDetail } from './words';

export const dayKey = (office: string) => ['day', office] as const;
export const visitDetailKey = (office: string, id: string) => ['staff-visit', office, id] as const;

const visitPath = (office: string, id: string) => `/offices/${office}/visits/${id}`;

interface DayAsked {
  office: string;
  /** "2026-11-26"; today when left out. */
  on?: string | undefined;
  providerId?: string | undefined;
}

/** A date of the office. Asked again each minute: some states change by the clock alone. */
export function useDay({ office, on, providerId }: DayAsked) {
  return useQuery({
    queryKey: [...dayKey(office), on ?? 'today', providerId ?? 'everybody'],
    queryFn: ({ signal }) => api.get<Day>(`/offices/${office}/day`, { query: { on, provider_id: providerId }, signal }),
    refetchInterval: 60_000,
    placeholderData: (before) => (before?.on === on || on === undefined ? before : undefined),
  });
}

export function useVisitDetail(office: string, id: string | null) {
  return useQuery({
    queryKey: visitDetailKey(office, id ?? ''),
    queryFn: ({ signal }) => api.get<VisitDetail>(visitPath(office, id ?? ''), { signal }),
    enabled: id !== null,
    refetchInterval: 60_000,
  });
}

/** The office's stream: whatever is shown of its days and visits is asked again on each notice. */
export function useOfficeLive(office: string): Live {
  return useLiveQueries(addressOf(`/offices/${office}/stream`), [dayKey(office), ['staff-visit', office]]);
}

function keep(queries: QueryClient, office: string, visit: DayVisit) {
  queries.setQueriesData<Day>({ queryKey: dayKey(office) }, (day) =>
    day ? { ...day, visits: day.visits.map((other) => (other.seat_id === visit.seat_id ? visit : other)) } : day,
  );
  queries.setQueryData<VisitDetail>(visitDetailKey(office, visit.id), (before) =>
    before ? { ...before, ...visit } : before,
  );
  void queries.invalidateQueries({ queryKey: dayKey(office) });
  void queries.invalidateQueries({ queryKey: visitDetailKey(office, visit.id) });
}

export type VisitAct =
  /** In a group `seat` says who; without it all who wait are let in. */
  | { act: 'admit' | 'refuse' | 'putBack' | 'end'; id: string; seat?: string }
  | { act: 'settle'; id: string; outcome: Outcome | null }
  | { act: 'cancel'; id: string; reason: string };

function perform(office: string, asked: VisitAct): Promise<DayVisit> {
  const path = visitPath(office, asked.id);
  const whose = 'seat' in asked && asked.seat ? { query: { seat_id: asked.seat } } : {};
  switch (asked.act) {
    case 'admit':
      return api.post(`${path}/admission`, undefined, whose);
    case 'refuse':
      return api.post(`${path}/refusal`, {}, whose);
    case 'putBack':
      return api.post(`${path}/return`, undefined, whose);
    case 'end':
      return api.put(`${path}/ending`);
    case 'settle':
      return api.put(`${path}/outcome`, { outcome: asked.outcome });
    case 'cancel':
      return api.put(`${path}/cancellation`, { reason: asked.reason });
  }
}

/** One act on one visit; the answer is the visit as it now stands, and is shown at once. */
export function useVisitAct(office: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (asked: VisitAct) => perform(office, asked),
    onSuccess: (visit) => keep(queries, office, visit),
    // Refused: somebody else was quicker, so what is shown is old.
    onError: () => void queries.invalidateQueries({ queryKey: dayKey(office) }),
  });
}

export function saveNotes(office: string, id: string, text: string): Promise<DayVisit> {
  return api.put(`${visitPath(office, id)}/notes`, { text });
}

export function askPass(office: string, id: string): Promise<Pass> {
  return api.post(`${visitPath(office, id)}/pass`);
}
