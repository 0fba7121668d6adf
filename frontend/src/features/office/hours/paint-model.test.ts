import { describe, expect, it } from 'vitest';
import type { Week } from './hours-model';
import { dragEdge, drawnOn, edgeNear, isOpenAt, paint, stretchesOf } from './paint-model';

const EMPTY: Week = [[], [], [], [], [], [], []];
const monday = (...ranges: [string, string][]): Week => [ranges.map(([from, to]) => ({ from, to })), ...EMPTY.slice(1)];
const at = (hours: number) => hours * 60;

describe('painting on a week', () => {
  it('opens a stretch, and joins what touches', () => {
    const once = paint(EMPTY, 0, at(9), at(12), true);
    expect(once[0]).toEqual([{ from: '09:00', to: '12:00' }]);
    expect(paint(once, 0, at(12), at(17), true)[0]).toEqual([{ from: '09:00', to: '17:00' }]);
    expect(paint(once, 0, at(13), at(24), true)[0]).toEqual([
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '24:00' },
    ]);
  });

  it('takes a break out of the middle', () => {
    expect(paint(monday(['09:00', '17:30']), 0, at(12), at(13), false)[0]).toEqual([
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '17:30' },
    ]);
  });

  it('draws a night on both days, and it belongs to the first', () => {
    const night = monday(['22:00', '02:00']);
    expect(drawnOn(night, 0)).toEqual([{ from: at(22), to: at(24), tail: false, over: true }]);
    expect(drawnOn(night, 1)).toEqual([{ from: 0, to: at(2), tail: true, over: false }]);
    expect(isOpenAt(night, 1, 60)).toBe(true);
  });

  it('cuts a night where one takes it off on the next day', () => {
    const night = monday(['22:00', '04:00']);
    expect(paint(night, 1, at(2), at(5), false)[0]).toEqual([{ from: '22:00', to: '02:00' }]);
    const holed = paint(night, 1, at(1), at(2), false);
    expect(holed[0]).toEqual([{ from: '22:00', to: '01:00' }]);
    expect(holed[1]).toEqual([{ from: '02:00', to: '04:00' }]);
    expect(paint(night, 1, 0, at(4), false)[0]).toEqual([{ from: '22:00', to: '24:00' }]);
  });

  it('does not open twice what a night keeps open', () => {
    const night = monday(['22:00', '02:00']);
    expect(paint(night, 1, 0, at(2), true)).toBe(night);
    expect(paint(night, 1, at(1), at(3), true)[1]).toEqual([{ from: '02:00', to: '03:00' }]);
  });

  it('drags an edge, never over the other one', () => {
    const week = monday(['09:00', '12:00']);
    expect(edgeNear(week, 0, at(12) + 8, 10)).toBe(at(12));
    expect(edgeNear(week, 0, at(11), 10)).toBe(null);
    expect(dragEdge(week, 0, at(12), at(13))[0]).toEqual([{ from: '09:00', to: '13:00' }]);
    expect(dragEdge(week, 0, at(12), at(8))[0]).toEqual([{ from: '09:00', to: '09:15' }]);
  });

  it('leaves out what makes no sense yet', () => {
    expect(stretchesOf([{ from: '9', to: '' }])).toEqual([]);
  });
});
