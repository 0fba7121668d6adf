import { expect, it } from 'vitest';
import type { ServiceSetting } from '../../../api/words';
import { amountOf, minorOf, minutesOf, priceOf } from '../amounts';
import { changeOf, newTyped, serviceMistakes, serviceOf, typedOf } from './model';

const saved: ServiceSetting = {
  id: 'service',
  slug: 'follow-up-visit',
  name: 'Follow-up visit',
  text: '',
  category: 'General practice',
  modality: 'video',
  duration_minutes: 20,
  durations: [{ minutes: 40, price_minor: 6000 }],
  step_minutes: 20,
  step_offset_minutes: 10,
  packs_day: false,
  buffer_before_minutes: 0,
  buffer_after_minutes: 10,
  buffers_inside_hours: false,
  notice_minutes: 60,
  window_kind: 'rolling',
  window_days: 60,
  window_from: null,
  window_until: null,
  price_minor: 3500,
  currency: 'GBP',
  colour: '#0b6a87',
  active: true,
  hidden: false,
  pause_notice: null,
  position: 1,
  seats: 1,
  guests_max: 0,
  approval: false,
  request_blocks: true,
  request_expires_minutes: 2880,
  assignment: 'any',
  fairness_days: 28,
  provider_ids: ['b', 'a'],
  provider_weights: [
    { provider_id: 'b', weight: 2, priority: 0 },
    { provider_id: 'a', weight: 1, priority: 5 },
  ],
  required_attributes: ['language:de'],
  active_per_consumer_max: null,
  moves_max: 2,
  cancel_reasons: ['Ill'],
  intake: [],
  reminder_offsets_minutes: [1440, 60],
  cancel_cutoff_minutes: 1440,
  move_cutoff_minutes: 0,
  uses_own_hours: false,
  version: 4,
};

it('says minutes in the unit people would use, and back', () => {
  expect([1440, 2880, 120, 90, 0].map(amountOf)).toEqual([
    { count: '1', unit: 'days' },
    { count: '2', unit: 'days' },
    { count: '2', unit: 'hours' },
    { count: '90', unit: 'minutes' },
    { count: '0', unit: 'hours' },
  ]);
  expect(minutesOf({ count: '3', unit: 'days' })).toBe(4320);
  expect(minutesOf({ count: '-1', unit: 'days' })).toBeNull();
});

it('reads money in the coins of its currency', () => {
  expect(minorOf('35', 'GBP')).toBe(3500);
  expect(minorOf('35,5', 'EUR')).toBe(3550);
  expect(minorOf('35.505', 'EUR')).toBeNull();
  expect(minorOf('4000', 'JPY')).toBe(4000);
  expect(minorOf('free', 'EUR')).toBeNull();
  expect([priceOf(3500, 'GBP'), priceOf(3550, 'GBP'), priceOf(4000, 'JPY'), priceOf(null, null)]).toEqual([
    '35',
    '35.50',
    '4000',
    '',
  ]);
});

it('comes back unchanged from the form', () => {
  expect(changeOf(typedOf(saved), saved)).toEqual({});
});

it('sends only what differs, and knows that the order of people says nothing', () => {
  const typed = {
    ...typedOf(saved),
    bufferAfter: '15',
    providers: ['a', 'b'],
    durations: [{ minutes: '20', price: '' }],
  };
  expect(changeOf(typed, saved)).toEqual({
    buffer_after_minutes: 15,
    price_minor: null,
    currency: null,
    durations: [],
  });
});

it('lets the dates of a window go with its kind', () => {
  const ranged = { ...saved, window_kind: 'range' as const, window_from: '2026-12-01', window_until: '2026-12-24' };
  expect(changeOf({ ...typedOf(ranged), windowKind: 'rolling' }, ranged)).toEqual({
    window_kind: 'rolling',
    window_from: null,
    window_until: null,
  });
});

it('names what makes no sense, in the order of the pages', () => {
  const typed = {
    ...typedOf(saved),
    name: ' ',
    durations: [
      { minutes: '20', price: '35' },
      { minutes: '20', price: '35' },
    ],
    approval: true,
    seats: '4',
    pause: ' ',
    windowKind: 'range' as const,
    reminders: [{ count: '1', unit: 'minutes' as const }],
  };
  expect(serviceMistakes(typed)).toEqual([
    'name',
    'durations',
    'approval',
    'pause',
    'reminders',
    'windowFrom',
    'windowUntil',
  ]);
  expect(serviceMistakes({ ...typedOf(saved), currency: '' })).toEqual(['currency']);
  expect(serviceMistakes({ ...typedOf(saved), attributes: ['German'] })).toEqual(['attributes']);
});

it('starts with defaults that only lack a name', () => {
  const typed = newTyped([], 5, '#0B6A87');
  expect(serviceMistakes(typed)).toEqual(['name']);
  expect(serviceOf({ ...typed, name: 'Chat' })).toMatchObject({
    colour: '#0b6a87',
    price_minor: null,
    reminder_offsets_minutes: [1440, 60],
  });
});
