import { expect, it } from 'vitest';
import type { OfficePage, PrivateOffer } from '../../api/words';
import { officeBehind, privateHeader, privateTokenOf } from './private-link';

it('finds the token in the fragment, and nowhere else', () => {
  expect(privateTokenOf('#private=abcDEF_-0123')).toBe('abcDEF_-0123');
  expect(privateTokenOf('#main')).toBeNull();
  expect(privateTokenOf('#private=')).toBeNull();
  expect(privateTokenOf('#private=a b<script>')).toBeNull();
});

it('goes in a header, or not at all', () => {
  expect(privateHeader('abcDEF_-0123')).toEqual({ 'Private-Link': 'abcDEF_-0123' });
  expect(privateHeader(null)).toEqual({});
});

it('shows what the link opens and nothing else', () => {
  const office = { name: 'Maple Street', services: [{ id: 'open' }], providers: [{ id: 'p1' }] } as OfficePage;
  const offer = { service: { id: 'hidden' }, providers: [{ id: 'p2' }] } as PrivateOffer;
  const behind = officeBehind(office, offer);
  expect(behind.services.map(({ id }) => id)).toEqual(['hidden']);
  expect(behind.providers.map(({ id }) => id)).toEqual(['p2']);
  expect(behind.name).toBe('Maple Street');
});
