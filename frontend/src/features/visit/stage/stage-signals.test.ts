import { expect, test, vi } from 'vitest';
import { EndAndConnection } from './stage-signals';

test('the end is told once, also to who listens too late', () => {
  const signals = new EndAndConnection();
  const early = vi.fn();
  const late = vi.fn();
  signals.onEnd(early);

  signals.end({ reason: 'left', byMe: true });
  signals.end({ reason: 'ended', byMe: false });
  signals.onEnd(late);

  expect(early.mock.calls).toEqual([[{ reason: 'left', byMe: true }]]);
  expect(late.mock.calls).toEqual([[{ reason: 'left', byMe: true }]]);
});

test('the connection is told at once and on each change', () => {
  const signals = new EndAndConnection();
  const heard: string[] = [];
  const stop = signals.onConnection((connection) => heard.push(connection));

  signals.connection('connected');
  signals.connection('connected');
  signals.connection('reconnecting');
  stop();
  signals.connection('connected');

  expect(heard).toEqual(['joining', 'connected', 'reconnecting']);
});
