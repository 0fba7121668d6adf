// "Why is this time not offered?": the rules and facts that say no, from the code that lists the times.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from './client';
import type { Explanation } from './words';

export interface ExplanationAsked {
  /** The office's slug. */
  office: string;
  serviceId: string;
  /** Left out: anybody who offers the service. */
  providerId?: string | null | undefined;
  /** An instant, "2026-11-26T13:30:00Z". */
  startsAt: string;
  durationMinutes?: number | undefined;
}

export const explanationKey = (office: string) => ['explanation', office] as const;

/** Everything that prevents a start; no reasons where it is offered. Null asks nothing. */
export function useExplanation(asked: ExplanationAsked | null) {
  return useQuery({
    queryKey: [
      ...explanationKey(asked?.office ?? ''),
      asked?.serviceId,
      asked?.providerId ?? null,
      asked?.startsAt,
      asked?.durationMinutes ?? null,
    ],
    queryFn: ({ signal }) =>
      api.get<Explanation>(`/offices/${asked?.office}/slots/explanation`, {
        query: {
          service_id: asked?.serviceId,
          provider_id: asked?.providerId,
          starts_at: asked?.startsAt,
          duration_minutes: asked?.durationMinutes,
        },
        signal,
      }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 5000,
  });
}
