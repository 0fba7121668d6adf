import { expect, it } from 'vitest';
import { instantOf } from './instants';

it('reads the wall of a zone, on either side of a change of clocks', () => {
  expect(instantOf('2026-11-26', '13:30', 'Europe/London')).toBe('2026-11-26T13:30:00.000Z');
  expect(instantOf('2026-07-01', '00:00', 'Europe/Berlin')).toBe('2026-06-30T22:00:00.000Z');
  expect(instantOf('2027-03-28', '03:30', 'Europe/Berlin')).toBe('2027-03-28T01:30:00.000Z');
  expect(instantOf('2026-10-25', '12:00', 'America/New_York')).toBe('2026-10-25T16:00:00.000Z');
});
