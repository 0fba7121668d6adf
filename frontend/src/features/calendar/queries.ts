// Asking for the board, and what the desk does on it. Every answer is shown at once, and asked again on each notice.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { addressOf, api } from '../../api/client';
import { type Live, useLiveQueries } from '../../api/live';
import { ApiProblem } from '../../api/problem';
import type { Board, BookingWish, DayVisit, MoveWish, Reason } from '../../api/words';

export const boardKey = (office: string) => ['board', office] as const;

/** The dates from … to, `to` not included. */
export function boardQuery(office: string, from: string, to: string) {
  return {
    queryKey: [...boardKey(office), from, to],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api.get<Board>(`/offices/${office}/board`, { query: { from, to }, signal }),
    staleTime: 2000,
  };
}

/** Asked again each minute: some states change by the clock alone. */
export function useBoard(office: string, from: string, to: string) {
  return useQuery({ ...boardQuery(office, from, to), refetchInterval: 60_000 });
}

export function useBoardLive(office: string): Live {
  return useLiveQueries(addressOf(`/offices/${office}/stream`), [
    boardKey(office),
    ['staff-visit', office],
    ['explanation', office],
  ]);
}

export interface Move extends MoveWish {
  id: string;
  /** The version that was seen; another one is refused. */
  version: number | null;
}

export function useMove(office: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, ...wish }: Move) =>
      api.put<DayVisit>(`/offices/${office}/visits/${id}/time`, wish, {
        headers: version === null ? {} : { 'If-Match': `"${version}"` },
      }),
    onSuccess: (visit) =>
      queries.setQueriesData<Board>({ queryKey: boardKey(office) }, (board) => board && placed(board, visit)),
    // Not waited for: the answer is shown at once.
    onSettled: () => void queries.invalidateQueries({ queryKey: boardKey(office) }),
  });
}

/** The board with a visit where it now is; versions and buffers come with the next answer. */
function placed(board: Board, visit: DayVisit): Board {
  return {
    ...board,
    visits: board.visits.map((one) =>
      one.id === visit.id
        ? {
            ...one,
            provider_id: visit.provider.id,
            starts_at: visit.starts_at,
            ends_at: visit.ends_at,
            taken_from: visit.starts_at,
            taken_until: visit.ends_at,
            office: visit.office,
          }
        : one,
    ),
  };
}

export function useBookFor(office: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: BookingWish) => api.post<DayVisit>(`/offices/${office}/bookings`, wish),
    // Not waited for: the answer is shown at once.
    onSettled: () => void queries.invalidateQueries({ queryKey: boardKey(office) }),
  });
}

/** The rules that said no, of a refusal that a reason goes past; null for any other. */
export function warningsOf(error: unknown): Reason[] | null {
  if (!(error instanceof ApiProblem) || error.code !== 'outside_rules') return null;
  return Array.isArray(error.extras.warnings) ? (error.extras.warnings as Reason[]) : [];
}
