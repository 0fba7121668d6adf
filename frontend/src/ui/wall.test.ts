import { describe, expect, it } from 'vitest';
import {
  cityOf,
  dateIn,
  differ,
  minutesAhead,
  spellCountdown,
  spellDay,
  spellingLocale,
  spellRange,
  spellTime,
} from './wall';

const berlin = { date: '2026-11-26', time: '15:30', end_time: '15:50', time_zone: 'Europe/Berlin' };
const london = { date: '2026-11-26', time: '14:30', end_time: '14:50', time_zone: 'Europe/London' };
const auckland = { date: '2026-11-27', time: '03:30', end_time: '03:50', time_zone: 'Pacific/Auckland' };

describe('a wall time', () => {
  it('reads day before month in Britain and month before day in the United States', () => {
    expect(spellDay('2026-11-26', 'en-GB')).toBe('Thu 26 Nov');
    expect(spellDay('2026-11-26', 'en-GB', 'long')).toBe('Thursday 26 November');
    expect(spellDay('2026-11-26', 'en-GB', 'weekday')).toBe('Thu 26 November');
    expect(spellDay('2026-11-26', 'en-GB', 'month')).toBe('November 2026');
    expect(spellDay('2026-11-26', 'en-US')).toBe('Thu, Nov 26');
  });

  it('keeps the hour habit of the reader and never breaks a range', () => {
    expect(spellTime('15:30', 'en-GB')).toBe('15:30');
    expect(spellTime('15:30', 'en-US').replace('\u202f', ' ')).toBe('3:30 PM');
    expect(spellRange(berlin, 'en-GB')).toBe('15:30\u00a0–\ufeff\u00a015:50');
    expect(spellRange(berlin, 'en-US')).not.toMatch(/ /);
  });

  it('does not move with the zone of the machine', () => {
    expect(spellTime('00:10', 'en-GB')).toBe('00:10');
    expect(spellDay('2026-01-01', 'en-GB')).toBe('Thu 1 Jan');
  });

  it('knows the distance of two walls, over midnight too', () => {
    expect(minutesAhead(berlin, london)).toBe(-60);
    expect(minutesAhead(london, auckland)).toBe(13 * 60);
    expect(differ(berlin, london)).toBe(true);
    expect(differ(london, { ...london, time_zone: 'Europe/Lisbon' })).toBe(false);
  });

  it('names a zone by its city', () => {
    expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
    expect(cityOf('UTC')).toBe('UTC');
  });
});

it('chooses the spelling of the reader inside the language of the page', () => {
  expect(spellingLocale('en', ['de-DE', 'en-US'])).toBe('en-US');
  expect(spellingLocale('en', ['de-DE'])).toBe('en-GB');
  expect(spellingLocale('en', ['en'])).toBe('en-GB');
  expect(spellingLocale('de', ['de-AT', 'en'])).toBe('de-AT');
  expect(spellingLocale('pseudo-rtl', ['en-US'])).toBe('en-GB');
});

it('knows the date of a moment in a zone', () => {
  const moment = Date.parse('2026-11-26T23:30:00Z');
  expect(dateIn(moment, 'Europe/London')).toBe('2026-11-26');
  expect(dateIn(moment, 'Europe/Berlin')).toBe('2026-11-27');
});

it('counts down in minutes and seconds, and stops at zero', () => {
  expect(spellCountdown(581)).toBe('9:41');
  expect(spellCountdown(57.2)).toBe('0:58');
  expect(spellCountdown(-3)).toBe('0:00');
  expect(spellCountdown(3720)).toBe('1:02:00');
});
