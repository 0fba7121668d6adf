import { expect, it } from 'vitest';
import { timeLeft } from './countdown';

const MINUTE = 60_000;

it.each([
  [161 * MINUTE, { key: 'hoursMinutes', days: 0, hours: 2, minutes: 41 }],
  [160 * MINUTE + 1, { key: 'hoursMinutes', days: 0, hours: 2, minutes: 41 }],
  [120 * MINUTE, { key: 'hours', days: 0, hours: 2, minutes: 0 }],
  [41 * MINUTE, { key: 'minutes', days: 0, hours: 0, minutes: 41 }],
  [1, { key: 'minutes', days: 0, hours: 0, minutes: 1 }],
  [0, { key: 'moment', days: 0, hours: 0, minutes: 0 }],
  [-5 * MINUTE, { key: 'moment', days: 0, hours: 0, minutes: 0 }],
  [29 * 60 * MINUTE, { key: 'dayHours', days: 1, hours: 5, minutes: 0 }],
  [24 * 60 * MINUTE, { key: 'days', days: 1, hours: 0, minutes: 0 }],
  [73 * 60 * MINUTE, { key: 'days', days: 3, hours: 1, minutes: 0 }],
])('%d ms', (ms, words) => expect(timeLeft(ms)).toEqual(words));
