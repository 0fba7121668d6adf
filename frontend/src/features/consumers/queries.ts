// The people who book: found, read whole, written about, made one. Live by the office's stream.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { addressOf, api } from '../../api/client';
import { useLiveQueries } from '../../api/live';
import type { ConsumerDetail, ConsumerList, ConsumerNote } from '../../api/words';

const consumersKey = (office: string) => ['consumers', office] as const;

export function useConsumers(office: string, q: string) {
  return useInfiniteQuery({
    queryKey: [...consumersKey(office), 'list', q],
    queryFn: ({ signal, pageParam }) =>
      api.get<ConsumerList>(`/offices/${office}/consumers`, { query: { q: q || null, after: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
  });
}

export function useConsumer(office: string, id: string) {
  return useQuery({
    queryKey: [...consumersKey(office), id],
    queryFn: ({ signal }) => api.get<ConsumerDetail>(`/offices/${office}/consumers/${id}`, { signal }),
  });
}

export function useConsumersLive(office: string) {
  return useLiveQueries(addressOf(`/offices/${office}/stream`), [consumersKey(office)]);
}

export function useSaveNote(office: string, consumer: string) {
  const queries = useQueryClient();
  const path = `/offices/${office}/consumers/${consumer}/notes`;
  return useMutation({
    mutationFn: ({ id, text }: { id: string | null; text: string }) =>
      id ? api.put<ConsumerNote>(`${path}/${id}`, { text }) : api.post<ConsumerNote>(path, { text }),
    onSuccess: () => queries.invalidateQueries({ queryKey: consumersKey(office) }),
  });
}

export function useMerge(office: string, consumer: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (duplicate: string) =>
      api.post<ConsumerDetail>(`/offices/${office}/consumers/${consumer}/merging`, { duplicate_id: duplicate }),
    onSuccess: () => queries.invalidateQueries({ queryKey: consumersKey(office) }),
  });
}
