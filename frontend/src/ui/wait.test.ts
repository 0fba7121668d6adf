import { expect, it } from 'vitest';
import { waitedMinutes, waitOf } from './wait';

const visit = { starts_at: '2026-11-26T14:30:00Z', waiting_since: '2026-11-26T14:21:00Z' };
const at = (time: string) => Date.parse(`2026-11-26T${time}Z`);

it('says early before the booked time, then just came, waiting, long', () => {
  expect(waitOf(visit, at('14:24:00'))).toEqual({ wait: 'early', minutes: 3 });
  expect(waitOf({ ...visit, waiting_since: '2026-11-26T14:31:00Z' }, at('14:33:00'))).toEqual({
    wait: 'just_came',
    minutes: 2,
  });
  expect(waitOf(visit, at('14:26:00'))).toEqual({ wait: 'waiting', minutes: 5 });
  expect(waitOf(visit, at('14:36:59'))).toEqual({ wait: 'waiting', minutes: 15 });
  expect(waitOf(visit, at('14:37:00'))).toEqual({ wait: 'long', minutes: 16 });
});

it('never counts backwards when clocks disagree a little', () => {
  expect(waitedMinutes(visit, at('14:20:59'))).toBe(0);
});

it('says nothing of somebody who does not wait', () => {
  expect(waitOf({ ...visit, waiting_since: null }, at('14:40:00'))).toBeNull();
});
