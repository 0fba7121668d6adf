import { describe, expect, it } from 'vitest';
import {
  amountOf,
  changeOf,
  minorOf,
  minutesOf,
  newTyped,
  priceOf,
  type SavedService,
  serviceMistakes,
  serviceOf,
  typedOf,
} from './service-model';

const saved: SavedService = {
  name: 'Follow-up visit',
  text: '',
  category: 'General practice',
  duration_minutes: 20,
  step_minutes: 20,
  buffer_before_minutes: 0,
  buffer_after_minutes: 10,
  notice_minutes: 60,
  window_days: 60,
  price_minor: 3500,
  currency: 'GBP',
  colour: '#0b6a87',
  active: true,
  position: 1,
  provider_ids: ['b', 'a'],
  reminder_offsets_minutes: [1440, 60],
  cancel_cutoff_minutes: 1440,
  move_cutoff_minutes: 0,
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

describe('a service', () => {
  it('comes back unchanged from the form', () => {
    expect(changeOf(typedOf(saved), saved)).toEqual({});
  });

  it('sends only what differs', () => {
    const typed = { ...typedOf(saved), bufferAfter: '15', price: '', providers: ['a', 'b'] };
    expect(changeOf(typed, saved)).toEqual({ buffer_after_minutes: 15, price_minor: null, currency: null });
  });

  it('names what makes no sense, in the order of the page', () => {
    const typed = {
      ...typedOf(saved),
      name: ' ',
      duration: '3',
      window: '',
      reminders: [{ count: '1', unit: 'minutes' as const }],
    };
    expect(serviceMistakes(typed)).toEqual(['name', 'duration', 'window', 'reminders']);
    expect(serviceMistakes({ ...typedOf(saved), currency: '' })).toEqual(['currency']);
  });

  it('starts with defaults that only lack a name', () => {
    expect(serviceMistakes(newTyped(['a'], 5, '#0b6a87'))).toEqual(['name']);
    expect(serviceOf({ ...newTyped(['a'], 5, '#0B6A87'), name: 'Chat' })).toMatchObject({
      colour: '#0b6a87',
      price_minor: null,
      reminder_offsets_minutes: [1440, 60],
    });
  });
});
