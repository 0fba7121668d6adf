// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Notice, openLive, pauseBefore } from './live';

/** Stands in for the browser's EventSource: the network is what is faked here, not our code. */
class Source extends EventTarget {
  static all: Source[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;
  constructor(readonly url: string) {
    super();
    Source.all.push(this);
  }
  close() {
    this.closed = true;
  }
  say(data: string) {
    this.dispatchEvent(new MessageEvent('changed', { data }));
  }
}

const newest = () => Source.all[Source.all.length - 1] as Source;

beforeEach(() => {
  Source.all = [];
  vi.stubGlobal('EventSource', Source);
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the live stream', () => {
  it('hands on notices, with or without a name', () => {
    const notices: Notice[] = [];
    const close = openLive('/stream', { onNotice: (notice) => notices.push(notice), onState: () => undefined });
    newest().onopen?.();
    newest().say('{"name":"appointment","id":"a1"}');
    newest().say('not json');
    expect(notices).toEqual([
      { kind: 'changed', name: 'appointment', id: 'a1' },
      { kind: 'changed', name: null, id: null },
    ]);
    close();
    expect(newest().closed).toBe(true);
  });

  it('comes back by itself and says that something may have been missed', () => {
    const notices: string[] = [];
    const states: string[] = [];
    const close = openLive('/stream', {
      onNotice: ({ kind }) => notices.push(kind),
      onState: (state) => states.push(state),
    });
    newest().onopen?.();
    newest().onerror?.();
    expect(Source.all).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    expect(Source.all).toHaveLength(2);
    newest().onopen?.();
    expect(states).toEqual(['open', 'lost', 'open']);
    expect(notices).toEqual(['reconnected']);
    close();
  });

  it('tries again at once when the device is online again', () => {
    const close = openLive('/stream', { onNotice: () => undefined, onState: () => undefined });
    newest().onerror?.();
    window.dispatchEvent(new Event('online'));
    expect(Source.all).toHaveLength(2);
    close();
    vi.advanceTimersByTime(60_000);
    expect(Source.all).toHaveLength(2);
  });

  it('waits longer each time, up to half a minute', () => {
    expect([0, 1, 2, 3, 4, 5, 9].map((attempt) => pauseBefore(attempt, 1))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
    expect(pauseBefore(0, 0)).toBe(500);
  });
});
