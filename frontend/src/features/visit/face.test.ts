import { describe, expect, it } from 'vitest';
import { type Face, faceOf, type Here } from './face';
import type { StageEndReason } from './stage/visit-stage';

type Seen = Parameters<typeof faceOf>[0];

const NEW: Here = { ready: false, end: null };
const READY: Here = { ready: true, end: null };
const seen = (state: Seen['state'], more: Partial<Seen> = {}): Seen => ({
  state,
  waiting_since: null,
  connected_elsewhere: false,
  ...more,
});

it.each<[Seen['state'], Face]>([
  ['booked', 'early'],
  ['open', 'prejoin'],
  ['waiting', 'waiting'],
  ['refused', 'refused'],
  ['ended', 'ended'],
  ['missed', 'missed'],
  ['cancelled', 'cancelled'],
  ['requested', 'asked'],
  ['declined', 'asked'],
  ['expired', 'asked'],
])('the server says %s', (state, face) => {
  expect(faceOf(seen(state), NEW)).toBe(face);
  expect(faceOf(seen(state), { ready: true, end: 'left' })).toBe(face);
});

it('keeps the place of somebody who stepped out', () => {
  expect(faceOf(seen('open', { waiting_since: '2026-11-26T14:20:00Z' }), READY)).toBe('away');
});

describe.each(['admitted', 'in_visit'] as const)('%s', (state) => {
  it('goes straight in where the devices were checked, after a reload too', () => {
    expect(faceOf(seen(state), READY)).toBe('call');
    expect(faceOf(seen(state, { connected_elsewhere: true }), READY)).toBe('call');
  });

  it('checks the devices first on a fresh device, and offers to go on where somebody is in already', () => {
    expect(faceOf(seen(state), NEW)).toBe('prejoin');
    expect(faceOf(seen(state, { connected_elsewhere: true }), NEW)).toBe('elsewhere');
  });

  it.each<[StageEndReason, Face]>([
    ['left', 'left'],
    ['ended', 'left'],
    ['replaced', 'elsewhere'],
    ['removed', 'trouble'],
    ['pass_refused', 'trouble'],
    ['connection_lost', 'trouble'],
    ['failed', 'trouble'],
  ])('after the call ended here by "%s"', (end, face) => {
    expect(faceOf(seen(state), { ready: true, end })).toBe(face);
  });
});
