// The address at which the same kind of visit with the same person is booked again, as far as both can still be booked.
import type { OfficePage, VisitSeen } from '../../api/words';
import { useOfficePage } from './queries';

interface Wish {
  providerId: string;
  /** Where the list of times begins. */
  day?: string;
}

type Visit = Pick<VisitSeen, 'book_again_url' | 'service'>;

export function bookAgainAddress(visit: Visit, office: OfficePage | undefined, { providerId, day }: Wish): string {
  const service = office?.services.find(({ id }) => id === visit.service.id);
  if (!service) return visit.book_again_url;
  const address = new URLSearchParams({ service: service.slug });
  if (service.provider_ids.includes(providerId)) {
    address.set('provider', providerId);
    const minutes = visit.service.duration_minutes;
    const isOther = service.durations.some((choice, place) => place > 0 && choice.minutes === minutes);
    if (isOther) address.set('minutes', String(minutes));
    if (day) address.set('day', day);
  }
  return `${visit.book_again_url}?${address}`;
}

export function useBookAgain(visit: VisitSeen): string {
  const office = useOfficePage(visit.office.slug);
  return bookAgainAddress(visit, office.data, { providerId: visit.provider.id });
}
