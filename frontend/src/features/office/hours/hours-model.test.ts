import { describe, expect, it } from 'vitest';
import {
  addRange,
  close,
  copyDay,
  hoursAWeek,
  isOverMidnight,
  isSame,
  mistakesOf,
  open,
  rangesOf,
  readTime,
  type TypedRange,
  type Week,
  weekOf,
} from './hours-model';

const range = (from: string, to: string): TypedRange => ({ from, to });
const week = (days: Record<number, TypedRange[]>): Week => [0, 1, 2, 3, 4, 5, 6].map((day) => days[day] ?? []);
const wrong = (of: Week) => Object.fromEntries(mistakesOf(of));

describe('a typed time', () => {
  it('is read as people write it', () => {
    const written = ['9', '0930', '9.30', '9:30', '17h30', '5pm', '12am', '12:15 pm', '24:00', ' 08:05 '];
    expect(written.map(readTime)).toEqual([
      '09:00',
      '09:30',
      '09:30',
      '09:30',
      '17:30',
      '17:00',
      '00:00',
      '12:15',
      '24:00',
      '08:05',
    ]);
  });

  it('is refused when no clock shows it', () => {
    for (const typed of ['', '25', '24:01', '12:60', '13pm', 'noon', '9:3', '-1']) expect(readTime(typed)).toBeNull();
  });
});

describe('a week', () => {
  const nine = [range('09:00', '17:30')];

  it('goes from the server and back', () => {
    const ranges = [
      { weekday: 1, from: '13:10', to: '17:30' },
      { weekday: 1, from: '09:10', to: '12:30' },
      { weekday: 7, from: '22:00', to: '02:00' },
    ];
    const typed = weekOf(ranges);
    expect(typed[0]).toEqual([range('09:10', '12:30'), range('13:10', '17:30')]);
    expect(rangesOf(typed)).toEqual([ranges[1], ranges[0], ranges[2]]);
  });

  it('adds up, nights included', () => {
    expect(hoursAWeek(week({ 0: nine, 1: [...nine, range('18:00', '20:00')] }))).toBe(19);
    expect(hoursAWeek(week({ 4: [range('22:00', '02:00')] }))).toBe(4);
    expect(hoursAWeek(week({ 5: [range('00:00', '24:00')] }))).toBe(24);
  });

  it('copies a day to others, in place of theirs', () => {
    const copied = copyDay(week({ 0: nine, 2: [range('10:00', '11:00')] }), 0, [1, 2]);
    expect(copied.slice(0, 4)).toEqual([nine, nine, nine, []]);
  });

  it('opens a day like the open day before it, and closes it', () => {
    const opened = open(week({ 0: nine }), 2);
    expect(opened[2]).toEqual(nine);
    expect(close(opened, 2)[2]).toEqual([]);
    expect(open(week({}), 0)[0]).toEqual([range('09:00', '17:00')]);
  });

  it('adds an evening, or an empty range when the evening is taken', () => {
    const evening = addRange(week({ 1: nine }), 1);
    expect(evening[1]?.[1]).toEqual(range('18:00', '20:00'));
    expect(addRange(evening, 1)[1]?.[2]).toEqual(range('', ''));
  });

  it('is the same however its times are written', () => {
    expect(isSame(week({ 0: [range('9', '17.30')] }), week({ 0: nine }))).toBe(true);
    expect(isSame(week({ 0: nine }), week({ 1: nine }))).toBe(false);
  });
});

describe('what is wrong with a week', () => {
  it('is nothing for touching ranges, nights and whole days', () => {
    expect(
      wrong(week({ 0: [range('09:00', '12:00'), range('12:00', '13:00')], 1: [range('00:00', '24:00')] })),
    ).toEqual({});
    expect(wrong(week({ 6: [range('22:00', '06:00')], 0: [range('06:00', '09:00')] }))).toEqual({});
  });

  it('is named at the range that is meant', () => {
    expect(wrong(week({ 0: [range('nine', '12:00'), range('13:00', '')] }))).toEqual({ '0-0': 'from', '0-1': 'to' });
    expect(wrong(week({ 0: [range('09:00', '09:00')] }))).toEqual({ '0-0': 'empty' });
    expect(wrong(week({ 0: [range('09:00', '00:00')] }))).toEqual({ '0-0': 'empty' });
    expect(wrong(week({ 0: [range('09:00', '12:00'), range('11:00', '13:00')] }))).toEqual({ '0-1': 'overlap' });
  });

  it('is an overlap also across midnight, and from Sunday into Monday', () => {
    expect(wrong(week({ 0: [range('22:00', '02:00')], 1: [range('01:00', '03:00')] }))).toEqual({ '1-0': 'overlap' });
    expect(wrong(week({ 6: [range('22:00', '02:00')], 0: [range('01:00', '03:00')] }))).toEqual({ '0-0': 'overlap' });
  });
});

it('knows a range that ends on the next day', () => {
  expect(isOverMidnight(range('22:00', '02:00'))).toBe(true);
  expect(isOverMidnight(range('09:00', '24:00'))).toBe(false);
});
