import { expect, it } from 'vitest';
import { emptyTimeOff, spanOf, timeOffMistakes, wishOf } from './time-off-model';

const typed = emptyTimeOff('p1', '2026-11-26');
const afternoon = { ...typed, wholeDays: false, fromTime: '13', toTime: '17.30' };
const wall = (date: string, time: string) => ({ date, time, end_time: null, time_zone: 'Europe/London' });

it('ends a whole day where the next date begins', () => {
  expect(wishOf(typed)).toEqual({
    provider_id: 'p1',
    from: '2026-11-26T00:00',
    to: '2026-11-27T00:00',
    reason: '',
    colleague_id: null,
  });
  expect(wishOf({ ...typed, who: '', toDate: '2026-11-30' })).toMatchObject({
    provider_id: null,
    to: '2026-12-01T00:00',
  });
});

it('takes an afternoon, until midnight too', () => {
  expect(wishOf(afternoon)).toMatchObject({ from: '2026-11-26T13:00', to: '2026-11-26T17:30' });
  expect(wishOf({ ...afternoon, toTime: '24:00' })).toMatchObject({ to: '2026-11-27T00:00' });
});

it('names the field that makes no sense', () => {
  expect(timeOffMistakes({ ...typed, toDate: '2026-11-25' })).toEqual(['toDate']);
  expect(timeOffMistakes({ ...typed, fromDate: '' })).toEqual(['fromDate']);
  expect(timeOffMistakes({ ...afternoon, fromTime: 'noon' })).toEqual(['fromTime']);
  expect(timeOffMistakes({ ...afternoon, toTime: '12:00' })).toEqual(['toTime']);
  expect(timeOffMistakes({ ...afternoon, toTime: '12:00', toDate: '2026-11-27' })).toEqual([]);
});

it('shows whole days by their dates, and anything else with its times', () => {
  expect(spanOf({ office: { starts: wall('2026-11-26', '00:00'), ends: wall('2026-11-28', '00:00') } })).toEqual({
    from: { date: '2026-11-26', time: null },
    to: { date: '2026-11-27', time: null },
  });
  expect(spanOf({ office: { starts: wall('2026-11-26', '13:00'), ends: wall('2026-11-26', '17:30') } })).toEqual({
    from: { date: '2026-11-26', time: '13:00' },
    to: { date: '2026-11-26', time: '17:30' },
  });
});
