// @vitest-environment jsdom
import { expect, it } from 'vitest';
import type { OfficePage, VisitSeen } from '../../api/words';
import { bookAgainAddress } from './book-again';

const visit = {
  book_again_url: '/book/maple-street',
  service: { id: 's1', duration_minutes: 20 },
} as VisitSeen;
const office = {
  services: [
    { id: 's1', slug: 'follow-up', provider_ids: ['p1', 'p2'], durations: [{ minutes: 20 }, { minutes: 40 }] },
  ],
} as OfficePage;

it('keeps service and provider', () => {
  expect(bookAgainAddress(visit, office, { providerId: 'p1' })).toBe(
    '/book/maple-street?service=follow-up&provider=p1',
  );
});

it('keeps a length that is not the first, and a day', () => {
  const longer = { ...visit, service: { ...visit.service, duration_minutes: 40 } };
  expect(bookAgainAddress(longer, office, { providerId: 'p1', day: '2026-11-26' })).toBe(
    '/book/maple-street?service=follow-up&provider=p1&minutes=40&day=2026-11-26',
  );
});

it('lets somebody who no longer offers it be chosen anew', () => {
  expect(bookAgainAddress(visit, office, { providerId: 'gone' })).toBe('/book/maple-street?service=follow-up');
});

it('begins at the start where the service is gone, or the office is not known yet', () => {
  expect(bookAgainAddress(visit, { ...office, services: [] }, { providerId: 'p1' })).toBe('/book/maple-street');
  expect(bookAgainAddress(visit, undefined, { providerId: 'p1' })).toBe('/book/maple-street');
});
