import { describe, expect, it } from 'vitest';
import { addMonths, dayByKey, firstWeekday, monthSpan, weeksOf } from './month';

describe('the weeks of a month', () => {
  it('leaves out weeks wholly past, as in November 2026 seen on the third', () => {
    const weeks = weeksOf('2026-11', '2026-11-03', 1);
    expect(weeks).toHaveLength(5);
    expect(weeks[0]).toEqual([
      '2026-11-02',
      '2026-11-03',
      '2026-11-04',
      '2026-11-05',
      '2026-11-06',
      '2026-11-07',
      '2026-11-08',
    ]);
    expect(weeks[4]).toEqual(['2026-11-30', null, null, null, null, null, null]);
  });

  it('begins with Sunday where weeks do', () => {
    expect(weeksOf('2026-11', '2026-11-01', 7)[0]?.[0]).toBe('2026-11-01');
    expect(firstWeekday('en-US')).toBe(7);
    expect(firstWeekday('en-GB')).toBe(1);
  });

  it('shows every day of a month to come, February of a leap year too', () => {
    const days = weeksOf('2028-02', '2026-11-03', 1).flat().filter(Boolean);
    expect(days).toHaveLength(29);
  });
});

it('asks from today in the running month and for whole months after it', () => {
  expect(monthSpan('2026-11', '2026-11-24')).toEqual({ from: '2026-11-24', to: '2026-12-01' });
  expect(monthSpan('2026-12', '2026-11-24')).toEqual({ from: '2026-12-01', to: '2027-01-01' });
  expect(addMonths('2026-12', 1)).toBe('2027-01');
  expect(addMonths('2026-01', -1)).toBe('2025-12');
});

describe('keys in the day picker', () => {
  it.each([
    ['ArrowRight', '2026-11-27'],
    ['ArrowLeft', '2026-11-25'],
    ['ArrowDown', '2026-12-03'],
    ['ArrowUp', '2026-11-19'],
    ['Home', '2026-11-23'],
    ['End', '2026-11-29'],
    ['PageDown', '2026-12-26'],
    ['PageUp', '2026-10-26'],
  ])('%s leads from Thursday 26 November to %s', (key, day) => {
    expect(dayByKey(key, '2026-11-26', 1, false)).toBe(day);
  });

  it('turns left and right round where one reads from the right', () => {
    expect(dayByKey('ArrowRight', '2026-11-26', 1, true)).toBe('2026-11-25');
  });

  it('stays inside a shorter month', () => {
    expect(dayByKey('PageDown', '2027-01-31', 1, false)).toBe('2027-02-28');
    expect(dayByKey('a', '2027-01-31', 1, false)).toBeNull();
  });
});
