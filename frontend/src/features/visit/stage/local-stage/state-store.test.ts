import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stateBeforeCall } from './call-state';
import { StateStore } from './state-store';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function store() {
  const told = vi.fn();
  return { told, store: new StateStore(stateBeforeCall('8:acs:me', 'Me'), told) };
}

const rename = (name: string) => (state: { displayName: string | undefined }) => {
  state.displayName = name;
};

test('a change holds at once and is told on the next timer, many together', () => {
  const { store: kept, told } = store();

  kept.change(rename('One'));
  kept.change(rename('Two'));
  expect(kept.get().displayName).toBe('Two');
  expect(told).not.toHaveBeenCalled();
  vi.advanceTimersByTime(0);

  expect(told.mock.calls.map(([state]) => state.displayName)).toEqual(['Two']);
});

test('it is told once more when things have settled, for who subscribed in between', () => {
  const { store: kept, told } = store();

  kept.change(rename('One'));
  vi.advanceTimersByTime(100);
  kept.change(rename('Two'));
  vi.advanceTimersByTime(119);
  expect(told).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1);

  expect(told).toHaveBeenCalledTimes(3);
});

test('what did not change keeps its identity, and nothing changed tells nothing', () => {
  const { store: kept, told } = store();
  const { devices } = kept.get();

  kept.change(rename('One'));
  expect(kept.get().devices).toBe(devices);
  vi.advanceTimersByTime(500);
  told.mockClear();
  kept.change(rename('One'));
  vi.advanceTimersByTime(500);

  expect(told).not.toHaveBeenCalled();
});
