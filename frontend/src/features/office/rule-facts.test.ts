import { expect, it } from 'vitest';
import { before, exampleVisit, firstStarts, nextStart } from './rule-facts';

it('takes the next Monday for its example, never today', () => {
  expect(exampleVisit('2026-11-26', '08:00')).toEqual({ date: '2026-11-30', time: '08:00' });
  expect(exampleVisit('2026-11-30', null)).toEqual({ date: '2026-12-07', time: '09:30' });
});

it('counts back from it, over midnight too', () => {
  const monday = { date: '2026-11-30', time: '09:30' };
  expect(before(monday, 1440)).toEqual({ date: '2026-11-29', time: '09:30' });
  expect(before(monday, 600)).toEqual({ date: '2026-11-29', time: '23:30' });
});

it('counts starts from the opening', () => {
  expect(firstStarts('09:10', 20)).toEqual(['09:10', '09:30', '09:50']);
});

it('starts the next visit on the grid, behind the pause', () => {
  expect(nextStart('09:10', { duration: 20, before: 0, after: 0, step: 20 })).toBe('09:30');
  expect(nextStart('09:10', { duration: 20, before: 0, after: 10, step: 20 })).toBe('09:50');
  expect(nextStart('09:10', { duration: 20, before: 5, after: 10, step: 5 })).toBe('09:45');
});
