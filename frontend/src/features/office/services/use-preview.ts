// The times under rules that are not saved, and what they would do: asked of the real engine while somebody types.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../../api/client';
import { useServerNow } from '../../../api/server-clock';
import { useStaffOffice } from '../../../api/session';
import type { LimitDraft, ServiceChange, SlotsPreview } from '../../../api/words';
import { addDays } from '../../../ui/dates';
import { dateIn } from '../../../ui/wall';

const SETTLE_MS = 250;
const DAYS = 14;

interface PreviewAsked {
  serviceId: string;
  /** What is typed and makes sense; null asks with the last that did. */
  change: ServiceChange | null;
  limits?: readonly LimitDraft[];
}

/** The last value that has stood still for a moment. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  const spelled = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: values are the same when they read the same
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [spelled]);
  return settled;
}

export function usePreview({ serviceId, change, limits = [] }: PreviewAsked) {
  const { office } = useStaffOffice();
  const today = dateIn(useServerNow(60_000), office.time_zone);
  const [right, setRight] = useState<ServiceChange>(change ?? {});
  const next = useSettled(change ?? right);
  if (change && JSON.stringify(right) !== JSON.stringify(change)) setRight(change);
  const asked = {
    service_id: serviceId,
    from: today,
    to: addDays(today, DAYS),
    ...(Object.keys(next).length ? { service: next } : {}),
    ...(limits.length ? { limits } : {}),
  };
  return useQuery({
    queryKey: ['slots-preview', office.slug, asked],
    queryFn: ({ signal }) => api.post<SlotsPreview>(`/offices/${office.slug}/previews/slots`, asked, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
    retry: false,
  });
}
