import { describe, expect, it } from 'vitest';
import type { DayVisit } from '../../api/words';
import { isToSettle, mayJoin, queueOf } from './queue';

const DAY = '2026-11-26';
const at = (time: string) => Date.parse(`${DAY}T${time}:00Z`);

function visit(name: string, starts: string, part: Partial<DayVisit> = {}): DayVisit {
  const ends = new Date(at(starts) + 20 * 60_000).toISOString();
  const wall = { date: DAY, time: starts, end_time: ends.slice(11, 16), time_zone: 'Europe/London' };
  return {
    id: name,
    seat_id: name,
    group: false,
    state: 'booked',
    outcome: null,
    consumer: { name, initials: 'XX', phone: null, email: 'x@example.com', attendee_name: null, guests: 0 },
    service: { id: 's', name: 'Follow-up visit', colour: '#0b6a87' },
    provider: { id: 'p', name: 'Dr Priya Raman', initials: 'PR' },
    starts_at: `${DAY}T${starts}:00Z`,
    ends_at: ends,
    office: wall,
    consumer_wall: wall,
    waiting_since: null,
    waited_minutes: null,
    wait: null,
    left_at: null,
    may_join: false,
    may_join_at: new Date(at(starts) - 15 * 60_000).toISOString(),
    started_at: null,
    ended_at: null,
    revision: 0,
    requested_at: `${DAY}T08:00:00Z`,
    request_expires_at: null,
    ...part,
  };
}

const names = (visits: readonly DayVisit[]) => visits.map(({ id }) => id);
const waiting = (name: string, starts: string, since: string) =>
  visit(name, starts, { state: 'waiting', waiting_since: `${DAY}T${since}:00Z` });

describe('the queue', () => {
  it('puts who is booked first on top, and of two at the same time who came first', () => {
    const queue = queueOf(
      [waiting('Jonas', '14:50', '14:10'), waiting('Casey', '14:30', '14:21'), waiting('Aisha', '14:30', '14:20')],
      at('14:33'),
    );
    expect(queue.next?.id).toBe('Aisha');
    expect(names(queue.alsoWaiting)).toEqual(['Casey', 'Jonas']);
  });

  it('keeps who is in a visit apart, also when the booked time is over', () => {
    const queue = queueOf([visit('Lucy', '11:30', { state: 'in_visit' }), visit('Leah', '15:10')], at('14:33'));
    expect(names(queue.current)).toEqual(['Lucy']);
    expect(names(queue.rest)).toEqual(['Leah']);
    expect(queue.earlier).toEqual([]);
  });

  it('lists the rest of the day forwards and what is behind backwards', () => {
    const queue = queueOf(
      [
        visit('Mei', '16:10'),
        visit('Leah', '15:10'),
        visit('Sara', '13:10', { state: 'missed', outcome: 'consumer_no_show' }),
        visit('Ivan', '14:10', { state: 'ended', outcome: 'completed' }),
      ],
      at('14:33'),
    );
    expect(names(queue.rest)).toEqual(['Leah', 'Mei']);
    expect(names(queue.earlier)).toEqual(['Ivan', 'Sara']);
  });

  it('leaves a cancelled visit where its time is', () => {
    const queue = queueOf(
      [visit('Noah', '15:30', { state: 'cancelled' }), visit('Nina', '09:30', { state: 'cancelled' })],
      at('14:33'),
    );
    expect(names(queue.rest)).toEqual(['Noah']);
    expect(names(queue.earlier)).toEqual(['Nina']);
  });

  it('moves somebody who never came from the rest of the day to what is to be settled', () => {
    const ruth = visit('Ruth', '13:50', { state: 'open' });
    expect(names(queueOf([ruth], at('14:05')).rest)).toEqual(['Ruth']);
    expect(names(queueOf([ruth], at('14:10')).earlier)).toEqual(['Ruth']);
    expect(isToSettle(ruth, at('14:09'))).toBe(false);
    expect(isToSettle(ruth, at('14:10'))).toBe(true);
  });
});

it('asks nobody to settle what is settled, cancelled or still going on', () => {
  const now = at('18:00');
  expect(isToSettle(visit('a', '13:00', { state: 'ended', outcome: 'completed' }), now)).toBe(false);
  expect(isToSettle(visit('b', '13:00', { state: 'cancelled' }), now)).toBe(false);
  expect(isToSettle(visit('c', '13:00', { state: 'in_visit' }), now)).toBe(false);
  expect(isToSettle(visit('d', '13:00', { state: 'ended' }), now)).toBe(true);
});

it('wakes the join button by the clock, without asking the server again', () => {
  const leah = visit('Leah', '15:10');
  expect(mayJoin(leah, at('14:54'))).toBe(false);
  expect(mayJoin(leah, at('14:55'))).toBe(true);
  expect(mayJoin({ ...leah, state: 'cancelled', may_join: true }, at('15:00'))).toBe(false);
});
