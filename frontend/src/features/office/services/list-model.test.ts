import { expect, it } from 'vitest';
import type { ServiceSetting } from '../../../api/words';
import { isShown, sorted, stateOf } from './list-model';

const base = {
  name: 'Follow-up',
  category: 'Medicine',
  text: '',
  active: true,
  hidden: false,
  pause_notice: null,
  provider_ids: ['a'],
  duration_minutes: 20,
  price_minor: null,
} as unknown as ServiceSetting;

it('says how a service stands, what weighs most first', () => {
  expect(stateOf(base)).toBe('offered');
  expect(stateOf({ ...base, provider_ids: [] })).toBe('nobody');
  expect(stateOf({ ...base, hidden: true })).toBe('hidden');
  expect(stateOf({ ...base, hidden: true, pause_notice: 'Later' })).toBe('paused');
  expect(stateOf({ ...base, active: false, pause_notice: 'Later' })).toBe('archived');
});

it('finds by words and state', () => {
  expect(isShown(base, 'current', 'medic', 'en')).toBe(true);
  expect(isShown(base, 'current', 'knee', 'en')).toBe(false);
  expect(isShown({ ...base, active: false }, 'current', '', 'en')).toBe(false);
  expect(isShown({ ...base, active: false }, 'archived', '', 'en')).toBe(true);
  expect(isShown({ ...base, hidden: true, pause_notice: 'Later' }, 'hidden', '', 'en')).toBe(true);
});

it('sorts, and by hand leaves the server’s order', () => {
  const services = [
    { ...base, name: 'B', duration_minutes: 20 },
    { ...base, name: 'a', duration_minutes: 60 },
  ];
  const names = (sort: 'hand' | 'name' | 'duration') => sorted(services, sort, 'en').map(({ name }) => name);
  expect([names('hand'), names('name'), names('duration')]).toEqual([
    ['B', 'a'],
    ['a', 'B'],
    ['B', 'a'],
  ]);
});
