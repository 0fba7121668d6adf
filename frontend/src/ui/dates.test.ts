import { describe, expect, it } from 'vitest';
import { addDays, addMinutes, daysBetween, isDate, weekdayOf } from './dates';

describe('dates', () => {
  it('steps over the ends of months and years, and over the night of a clock change', () => {
    expect(addDays('2026-11-30', 1)).toBe('2026-12-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  });

  it('counts days both ways', () => {
    expect(daysBetween('2026-11-26', '2026-12-03')).toBe(7);
    expect(daysBetween('2026-11-26', '2026-11-25')).toBe(-1);
  });

  it('numbers weekdays from Monday', () => {
    expect(weekdayOf('2026-11-23')).toBe(1);
    expect(weekdayOf('2026-11-29')).toBe(7);
  });

  it('knows dates that do not exist', () => {
    expect(isDate('2026-11-26')).toBe(true);
    expect(isDate('2026-02-30')).toBe(false);
    expect(isDate('tomorrow')).toBe(false);
    expect(isDate(null)).toBe(false);
  });

  it('adds minutes over midnight', () => {
    expect(addMinutes('2026-11-30T09:30', -1440)).toEqual({ date: '2026-11-29', time: '09:30' });
    expect(addMinutes('2026-11-26T23:50', 20)).toEqual({ date: '2026-11-27', time: '00:10' });
  });
});
