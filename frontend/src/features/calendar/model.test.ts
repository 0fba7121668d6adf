import { describe, expect, it } from 'vitest';
import type { Board } from '../../api/words';
import { closedSpans, doingNow, modelOf, nearby, peopleShown, snapped, verdictOf } from './model';
import { instantOf, iso, minutesIn, wallAt } from './time';

const at = (time: string) => Date.parse(`2026-11-26T${time}:00Z`);
const NOW = at('08:00');
const wall = (time: string, end_time: string) => ({ date: '2026-11-26', time, end_time, time_zone: 'Europe/London' });

const board: Board = {
  now: '2026-11-26T08:00:00Z',
  today: '2026-11-26',
  time_zone: 'Europe/London',
  days: [{ on: '2026-11-26', starts_at: '2026-11-26T00:00:00Z', ends_at: '2026-11-27T00:00:00Z', counts: {} }],
  providers: ['priya', 'tomas'].map((id) => ({
    id,
    name: id,
    initials: 'X',
    active: true,
    open: [
      { starts_at: '2026-11-26T09:10:00Z', ends_at: '2026-11-26T12:00:00Z' },
      { starts_at: '2026-11-26T13:00:00Z', ends_at: '2026-11-26T17:00:00Z' },
    ],
  })),
  services: [
    {
      id: 'follow-up',
      name: 'Follow-up',
      colour: '#0b6a87',
      active: true,
      durations: [20],
      step_minutes: 20,
      step_offset_minutes: 0,
      buffer_before_minutes: 0,
      buffer_after_minutes: 10,
      seats: 1,
      approval: false,
      provider_ids: ['priya', 'tomas'],
    },
  ],
  visits: [
    {
      id: 'oscar',
      version: 1,
      revision: 0,
      state: 'booked',
      outcome: null,
      shown_as: 'booked',
      provider_id: 'tomas',
      service_id: 'follow-up',
      name: 'Oscar Lind',
      people: 1,
      seats: null,
      texts: 1,
      starts_at: '2026-11-26T15:00:00Z',
      ends_at: '2026-11-26T15:30:00Z',
      taken_from: '2026-11-26T15:00:00Z',
      taken_until: '2026-11-26T15:40:00Z',
      waiting_since: null,
      wait: null,
      office: wall('15:00', '15:30'),
    },
  ],
  taken: [],
  away: [
    {
      id: 'off',
      provider_id: 'tomas',
      starts_at: '2026-11-26T10:00:00Z',
      ends_at: '2026-11-26T11:00:00Z',
      office: wall('10:00', '11:00'),
      reason: 'Training',
    },
  ],
};
const model = modelOf(board);
const [day] = board.days;
const service = board.services[0];
if (!day) throw new Error('a day');
const wish = (providerId: string, time: string, moving?: string) => ({
  providerId,
  service,
  startsAt: at(time),
  minutes: 20,
  moving,
});
const says = (providerId: string, time: string, moving?: string) =>
  verdictOf(model, wish(providerId, time, moving), NOW).kind;

describe('a start', () => {
  it('is taken where a visit with its buffer is, before and after, and free for the visit itself', () => {
    expect(says('tomas', '15:10')).toBe('taken');
    expect(says('tomas', '15:30')).toBe('taken'); // the buffer after Oscar
    expect(says('tomas', '14:40')).toBe('taken'); // its own buffer would reach him
    expect(says('tomas', '15:40')).toBe('free');
    expect(says('tomas', '15:10', 'oscar')).toBe('free');
    expect(says('priya', '15:10')).toBe('free');
  });

  it('is warned of in time off, outside hours and where nobody offers it, and refused in the past', () => {
    expect(verdictOf(model, wish('tomas', '10:20'), NOW)).toMatchObject({ kind: 'warned', why: 'away' });
    expect(verdictOf(model, wish('priya', '12:10'), NOW)).toMatchObject({ kind: 'warned', why: 'not_working' });
    expect(verdictOf(model, wish('nobody', '14:00'), NOW)).toMatchObject({ kind: 'warned', why: 'not_offered' });
    expect(says('priya', '07:00')).toBe('past');
  });

  it('snaps to the grid of its opening, which begins where the opening begins', () => {
    expect(iso(snapped(model, day, wish('priya', '09:37')))).toBe('2026-11-26T09:30:00Z');
    expect(iso(snapped(model, day, wish('priya', '13:11')))).toBe('2026-11-26T13:20:00Z');
    expect(iso(snapped(model, day, wish('priya', '13:19'), true))).toBe('2026-11-26T13:00:00Z');
  });

  it('that is taken comes with the nearest free ones, of a colleague and of the same provider', () => {
    const found = nearby(model, day, wish('tomas', '15:00'), ['priya', 'tomas'], NOW);
    expect(found).toEqual([
      { providerId: 'priya', startsAt: at('15:00') },
      { providerId: 'tomas', startsAt: at('14:20') },
    ]);
  });
});

describe('a column', () => {
  it('hatches what is not open', () => {
    const person = model.people.get('priya');
    if (!person) throw new Error('priya');
    const closed = closedSpans(person, at('08:00'), at('18:00')).map(({ from, until }) => [
      minutesIn(day, from),
      minutesIn(day, until),
    ]);
    expect(closed).toEqual([
      [480, 550],
      [720, 780],
      [1020, 1080],
    ]);
  });

  it('says what somebody does now', () => {
    const tomas = model.people.get('tomas');
    if (!tomas) throw new Error('tomas');
    expect(doingNow(model, tomas, day, at('10:30'))).toEqual({ presence: 'away', word: 'awayUntil', at: at('11:00') });
    expect(doingNow(model, tomas, day, at('11:30')).word).toBe('available');
    expect(doingNow(model, tomas, day, at('08:30'))).toEqual({ presence: 'away', word: 'from', at: at('09:10') });
    expect(doingNow(model, tomas, day, at('18:00')).word).toBe('doneToday');
  });

  it('is left out by the filters', () => {
    expect(peopleShown(board, { services: [], people: ['tomas'] }).map(({ id }) => id)).toEqual(['tomas']);
    expect(peopleShown(board, { services: ['other'], people: [] })).toEqual([]);
  });
});

describe('the wall', () => {
  it('reads and finds instants in the office, also when clocks change', () => {
    expect(wallAt(Date.parse('2026-07-01T12:00:00Z'), 'Europe/London')).toEqual({ date: '2026-07-01', time: '13:00' });
    expect(iso(instantOf('2026-07-01', '13:00', 'Europe/London'))).toBe('2026-07-01T12:00:00Z');
    expect(iso(instantOf('2026-10-25', '01:30', 'Europe/London'))).toBe('2026-10-25T00:30:00Z'); // the first of two
    expect(iso(instantOf('2026-10-25', '09:00', 'Europe/London'))).toBe('2026-10-25T09:00:00Z');
    expect(iso(instantOf('2027-03-28', '01:30', 'Europe/London'))).toBe('2027-03-28T01:30:00Z'); // skipped
    expect(iso(instantOf('2026-11-26', '09:00', 'America/New_York'))).toBe('2026-11-26T14:00:00Z');
  });
});
