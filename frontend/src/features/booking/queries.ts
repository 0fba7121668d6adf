// The requests of booking, one hook or function each.
import { useMutation, useQuery } from '@tanstack/react-query';
import { addressOf, api } from '../../api/client';
import { inPreview } from '../../api/preview';
import { ApiProblem } from '../../api/problem';
import type {
  Booked,
  ConsentAsked,
  Hold,
  LinkSession,
  OfficeListed,
  OfficePage,
  PrivateOffer,
  Slot,
  Slots,
} from '../../api/words';
import type { Sent } from './details/answers';
import type { Details, KeptHold } from './draft';
import { privateHeader } from './private-link';

export function useOffices() {
  return useQuery({
    queryKey: ['offices'],
    queryFn: ({ signal }) => api.get<{ items: OfficeListed[] }>('/offices', { signal }),
    staleTime: 60_000,
  });
}

export const officeKey = (office: string | undefined) => ['office', office] as const;

export function useOfficePage(office: string | undefined) {
  return useQuery({
    queryKey: officeKey(office),
    queryFn: ({ signal }) => api.get<OfficePage>(`/offices/${encodeURIComponent(office ?? '')}`, { signal }),
    enabled: office !== undefined,
    staleTime: 60_000,
  });
}

/** What a private link opens. Never repeated by itself: a link that is over stays over. */
export function usePrivateOffer(office: string, token: string | null) {
  return useQuery({
    queryKey: ['private-offer', office, token],
    queryFn: ({ signal }) =>
      api.get<PrivateOffer>(`/offices/${encodeURIComponent(office)}/private-offer`, {
        signal,
        headers: privateHeader(token),
      }),
    enabled: token !== null,
    staleTime: 60_000,
    retry: (count, error) => error instanceof ApiProblem && error.isTransient && count < 2,
  });
}

export interface SlotsAsked {
  office: string;
  serviceId: string;
  /** Null: whoever is free. */
  providerId: string | null;
  minutes: number | null;
  from: string;
  to: string;
  timeZone: string;
  privateToken: string | null;
  /** One's own hold does not stand in one's own way. */
  hold: KeptHold | null;
}

export const slotsKey = ['slots'] as const;

export function useSlots(asked: SlotsAsked) {
  const { office, serviceId, providerId, minutes, from, to, timeZone, privateToken, hold } = asked;
  const own = hold && !hold.released ? hold : null;
  return useQuery({
    queryKey: [...slotsKey, from, timeZone, office, serviceId, providerId, minutes, to, privateToken, own?.id],
    queryFn: ({ signal }) =>
      api.get<Slots>(`/offices/${office}/slots`, {
        signal,
        headers: privateHeader(privateToken),
        query: {
          service_id: serviceId,
          provider_id: providerId,
          duration_minutes: minutes,
          from,
          to,
          time_zone: timeZone,
          hold_id: own?.id,
          hold_secret: own?.secret,
        },
      }),
    // The same month with another hold is nearly the same picture: keep it until the new one is there.
    placeholderData: (before, query) =>
      query?.queryKey[1] === from && query.queryKey[2] === timeZone ? before : undefined,
    refetchInterval: 60_000,
  });
}

export interface Wish {
  serviceId: string;
  providerId: string | null;
  minutes: number | null;
  startsAt: string;
  timeZone: string;
  privateToken: string | null;
}

/** `onWork` is told when the page has to work for its turn; that takes a moment. */
export async function takeHold(office: string, wish: Wish, onWork: () => void): Promise<Hold> {
  const body = {
    service_id: wish.serviceId,
    provider_id: wish.providerId,
    duration_minutes: wish.minutes,
    starts_at: wish.startsAt,
    time_zone: wish.timeZone,
  };
  const headers = privateHeader(wish.privateToken);
  const take = (more = {}) => api.post<Hold>(`/offices/${office}/holds`, { ...body, ...more }, { headers });
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'proof_of_work_wanted') throw error;
    onWork();
    const { workOff } = await import('./work');
    return await take({ proof_of_work: await workOff(error.extras.challenge as never) });
  }
}

export function extendHold(office: string, hold: Hold): Promise<Hold> {
  return api.post<Hold>(`/offices/${office}/holds/${hold.id}/extension`, { secret: hold.secret });
}

/** Give the time back. Without a connection it runs out by itself, so a failure is nobody's business. */
export async function releaseHold(office: string, hold: Hold): Promise<void> {
  try {
    await api.post(`/offices/${office}/holds/${hold.id}/release`, { secret: hold.secret }, { keepalive: true });
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
  }
}

/** The same while the page goes away. In a preview nothing was held. */
export function releaseHoldLeaving(office: string, hold: Hold): void {
  if (inPreview) return;
  const body = new Blob([JSON.stringify({ secret: hold.secret })], { type: 'application/json' });
  navigator.sendBeacon(addressOf(`/offices/${office}/holds/${hold.id}/release`), body);
}

export interface Booking {
  hold: Hold;
  details: Details;
  intake: Sent;
  consent: ConsentAsked | null;
  timeZone: string;
  locale: string;
}

export function useBook(office: string) {
  return useMutation({
    mutationFn: ({ hold, details, intake, consent, timeZone, locale }: Booking) =>
      api.post<Booked>(`/offices/${office}/appointments`, {
        hold_id: hold.id,
        hold_secret: hold.secret,
        consumer: {
          name: details.name.trim(),
          email: details.email.trim(),
          phone: details.phone.trim() || null,
        },
        time_zone: timeZone,
        locale,
        sms_consent: details.smsConsent,
        attendee_name: details.forOther ? details.attendee.trim() : null,
        guests: details.guests.map(({ name, email }) => ({ name: name.trim(), email: email.trim() || null })),
        intake,
        consent_version: consent?.version ?? null,
      }),
  });
}

/** Open the visit by its link: the answer is fresh, and the browser may then fetch the calendar file. */
export function useLinkSession(token: string) {
  return useQuery({
    queryKey: ['link-session', token],
    queryFn: () => api.post<LinkSession>('/link-sessions', { token }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** The times close to one that has gone, as a `slot_taken` problem names them. */
export function nearestOf(error: unknown): Slot[] {
  if (!(error instanceof ApiProblem) || !Array.isArray(error.extras.nearest)) return [];
  return error.extras.nearest as Slot[];
}
