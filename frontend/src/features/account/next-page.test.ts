import { describe, expect, it } from 'vitest';
import type { Membership, Session } from '../../api/words';
import { firstPage, wantedPage } from './next-page';

describe('where one wanted to go', () => {
  it('keeps pages of ours', () => {
    expect(wantedPage('/office/settings/hours?provider=1')).toBe('/office/settings/hours?provider=1');
  });

  it('leads nobody to another site, nor in a circle', () => {
    for (const next of [
      'https://elsewhere.example/',
      '//elsewhere.example',
      '/\\elsewhere.example',
      '/sign-in',
      '',
      null,
    ]) {
      expect(wantedPage(next)).toBeNull();
    }
  });
});

describe('the first page', () => {
  const member = (id: string, role: Membership['role'], setting_up = false): Membership => ({
    office: { id, slug: id, name: id, time_zone: 'Europe/London', colour: '#0b6a87', logo_url: null, setting_up },
    role,
    own_only: false,
  });
  const session = (...memberships: Membership[]): Session => ({
    person: { id: 'p', name: 'Olive Hart', email: 'olive@example.com', initials: 'OH' },
    memberships,
    now: '2026-11-26T14:33:00Z',
  });

  it('is the queue for providers and the office for everybody else', () => {
    expect(firstPage(session(member('a', 'provider')), null)).toBe('/provider');
    expect(firstPage(session(member('a', 'viewer')), null)).toBe('/office');
  });

  it('is the guide for who sets up an office, until that is finished', () => {
    expect(firstPage(session(member('a', 'owner', true)), null)).toBe('/setup');
    expect(firstPage(session(member('a', 'provider', true)), null)).toBe('/provider');
  });

  it('goes by the office chosen last', () => {
    expect(firstPage(session(member('a', 'provider'), member('b', 'manager')), 'b')).toBe('/office');
  });
});
