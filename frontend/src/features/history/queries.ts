// The history: a page at a time, narrowed by the address bar, and live.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { addressOf, api } from '../../api/client';
import { useLiveQueries } from '../../api/live';
import type { HistoryEntry, HistoryPage, Restoration, StaffList } from '../../api/words';

export interface Filters {
  q: string;
  kind: string;
  actor_id: string;
  subject: string;
  from: string;
  to: string;
}

const historyKey = (office: string) => ['history', office] as const;

function askedBy(filters: Filters): Record<string, string | null> {
  return Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, value || null]));
}

export function useHistory(office: string, filters: Filters) {
  return useInfiniteQuery({
    queryKey: [...historyKey(office), filters],
    queryFn: ({ signal, pageParam }) =>
      api.get<HistoryPage>(`/offices/${office}/history`, { query: { ...askedBy(filters), before: pageParam }, signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
  });
}

export function useHistoryLive(office: string) {
  return useLiveQueries(addressOf(`/offices/${office}/stream`), [historyKey(office)]);
}

export function exportAddress(office: string, filters: Filters): string {
  return addressOf(`/offices/${office}/history/export`, askedBy(filters));
}

export function useStaffNames(office: string) {
  return useQuery({
    queryKey: ['staff', office],
    queryFn: ({ signal }) => api.get<StaffList>(`/offices/${office}/staff`, { signal }),
  });
}

export function useRestoration(office: string, entry: number) {
  return useQuery({
    queryKey: [...historyKey(office), 'restoration', entry],
    queryFn: ({ signal }) =>
      api.post<Restoration>(`/offices/${office}/history/${entry}/restoration/preview`, undefined, { signal }),
    gcTime: 0,
    retry: false,
  });
}

export function useRestore(office: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (entry: number) => api.post<HistoryEntry>(`/offices/${office}/history/${entry}/restoration`),
    // Whatever it was, every setting may look different now.
    onSuccess: () => queries.invalidateQueries(),
  });
}
