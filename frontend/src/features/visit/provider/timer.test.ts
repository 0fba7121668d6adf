import { expect, it } from 'vitest';
import { timerOf } from './timer';

const visit = {
  starts_at: '2026-11-26T14:30:00Z',
  ends_at: '2026-11-26T14:50:00Z',
  started_at: '2026-11-26T14:33:00Z',
  ended_at: null,
};
const at = (time: string) => Date.parse(`2026-11-26T${time}Z`);

it('counts from the moment both were there, against the booked length', () => {
  expect(timerOf(visit, at('14:44:24'))).toEqual({ seconds: 684, ofMinutes: 20, pace: 'within' });
});

it('says when the end is near, and when it is over', () => {
  expect(timerOf(visit, at('14:48:01'))?.pace).toBe('near');
  expect(timerOf(visit, at('14:53:00'))?.pace).toBe('near');
  expect(timerOf(visit, at('14:53:01'))?.pace).toBe('over');
});

it('stands still once the visit has ended, and is not there before it began', () => {
  expect(timerOf({ ...visit, ended_at: '2026-11-26T14:40:00Z' }, at('18:00:00'))?.seconds).toBe(420);
  expect(timerOf({ ...visit, started_at: null }, at('14:40:00'))).toBeNull();
});
