// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Pass, StageEnd } from '../visit-stage';
import { CallSocket } from './call-socket';
import { joinedFrame, SocketDouble } from './socket-double';

const MEDIA = { muted: false, camera: true, screen: false, handRaised: false };
const HOUR = 3_600_000;

function pass(more: Partial<Pass> = {}): Pass {
  return {
    stage: 'local',
    user_id: '8:acs:me',
    display_name: 'Me',
    role: 'Presenter',
    token: 'first',
    token_expires_at: new Date(Date.now() + HOUR).toISOString(),
    endpoint: 'https://localhost:8443',
    room_id: '991',
    chat_thread_id: '19:t',
    socket_url: 'ws://localhost:8444/_emulator/calls/991',
    locale: 'en-GB',
    ...more,
  };
}

function open(refreshPass: () => Promise<Pass> = async () => pass({ token: 'fresh' }), first = pass()) {
  const ends: StageEnd[] = [];
  const lost = vi.fn();
  const refresh = vi.fn(refreshPass);
  const socket = new CallSocket({
    pass: first,
    refreshPass: refresh,
    media: () => MEDIA,
    heard: () => undefined,
    lost,
    over: (end) => ends.push(end),
  });
  socket.open();
  return { socket, ends, lost, refresh };
}

beforeEach(() => {
  vi.useFakeTimers();
  SocketDouble.opened = [];
  vi.stubGlobal('WebSocket', SocketDouble);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('it joins with the pass and what it sends', () => {
  open();

  SocketDouble.latest.accept();

  expect(SocketDouble.latest.url).toBe('ws://localhost:8444/_emulator/calls/991');
  expect(SocketDouble.latest.sent).toEqual([
    { type: 'join', token: 'first', displayName: 'Me', media: MEDIA, chatThreadId: '19:t' },
  ]);
});

test('nothing is sent before it is in', () => {
  const { socket } = open();

  expect(socket.send({ type: 'muteAll' })).toBe(false);
  SocketDouble.latest.accept().say(joinedFrame());

  expect(socket.send({ type: 'muteAll' })).toBe(true);
});

test('a lost connection is sought again, with the place it had', async () => {
  const { lost } = open();
  SocketDouble.latest.accept().say(joinedFrame());

  SocketDouble.latest.break();
  expect(lost).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(250);

  expect(SocketDouble.opened).toHaveLength(2);
  SocketDouble.latest.accept();
  expect(SocketDouble.latest.of('join')[0]?.participantId).toBe(joinedFrame().participantId);
});

test('it tries again and again, less and less often, and never gives up', async () => {
  open();
  for (let tries = 1; tries <= 12; tries += 1) {
    expect(SocketDouble.opened).toHaveLength(tries);
    SocketDouble.latest.break();
    await vi.advanceTimersByTimeAsync(6_300);
  }
});

test('a server that says nothing is a lost connection', async () => {
  const { lost } = open();
  SocketDouble.latest.accept().say(joinedFrame());
  const first = SocketDouble.latest;

  await vi.advanceTimersByTimeAsync(16_000);

  expect(first.of('ping').length).toBeGreaterThan(0);
  expect(lost).toHaveBeenCalled();
  expect(SocketDouble.opened.length).toBeGreaterThan(1);
});

test('a refused token is renewed once, then it is over', async () => {
  const { ends, refresh } = open();
  SocketDouble.latest.accept().say({ type: 'refused', code: 401, subCode: 0, message: 'Expired.' });
  await vi.advanceTimersByTimeAsync(300);

  expect(refresh).toHaveBeenCalledTimes(1);
  SocketDouble.latest.accept();
  expect(SocketDouble.latest.of('join')[0]?.token).toBe('fresh');
  SocketDouble.latest.say({ type: 'refused', code: 401, subCode: 0, message: 'Expired.' });
  await vi.advanceTimersByTimeAsync(10_000);

  expect(ends).toMatchObject([{ reason: 'pass_refused', byMe: false, code: 401 }]);
  expect(SocketDouble.opened).toHaveLength(2);
});

test.each([
  [404, 5732, 'room_not_found'],
  [410, 5829, 'room_closed'],
  [403, 5828, 'not_invited'],
  [403, 0, 'pass_refused'],
  [503, 0, 'full'],
  [400, 0, 'failed'],
] as const)('refused at the door with %i/%i it is over at once: %s', async (code, subCode, reason) => {
  const { ends, refresh } = open();

  SocketDouble.latest.accept().say({ type: 'refused', code, subCode, message: 'No.' });
  await vi.advanceTimersByTimeAsync(10_000);

  expect(ends).toMatchObject([{ reason, byMe: false, code, subCode }]);
  expect(refresh).not.toHaveBeenCalled();
  expect(SocketDouble.opened).toHaveLength(1);
});

test('refused after it was in, it asks for a fresh pass: the room may have been made anew', async () => {
  const { ends } = open(async () => pass({ token: 'fresh', room_id: '992', socket_url: 'ws://localhost:8444/new' }));
  SocketDouble.latest.accept().say(joinedFrame());
  SocketDouble.latest.break();
  await vi.advanceTimersByTimeAsync(250);

  SocketDouble.latest.accept().say({ type: 'refused', code: 404, subCode: 5732, message: 'Gone.' });
  await vi.advanceTimersByTimeAsync(1_000);

  expect(SocketDouble.latest.url).toBe('ws://localhost:8444/new');
  expect(ends).toEqual([]);
});

test('a server that refuses a fresh pass ends it; one that is away does not', async () => {
  const answers = [new TypeError('Failed to fetch'), new Error('409 not_admitted')];
  const { ends } = open(async () => {
    throw answers.shift();
  });

  SocketDouble.latest.accept().say({ type: 'refused', code: 401, subCode: 0, message: 'Expired.' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ends).toEqual([]);
  SocketDouble.latest.accept().say({ type: 'refused', code: 401, subCode: 0, message: 'Expired.' });
  await vi.advanceTimersByTimeAsync(1_000);

  expect(ends).toMatchObject([{ reason: 'pass_refused' }]);
});

test('the token is renewed two minutes before it ends', async () => {
  const { refresh } = open();
  SocketDouble.latest.accept().say(joinedFrame());
  const keepAlive = setInterval(() => SocketDouble.latest.say({ type: 'pong' }), 1_000);

  await vi.advanceTimersByTimeAsync(HOUR - 121_000);
  expect(refresh).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  clearInterval(keepAlive);

  expect(SocketDouble.latest.of('token')).toEqual([{ type: 'token', token: 'fresh' }]);
  expect(SocketDouble.opened).toHaveLength(1);
});

test('a token that lasts for years is not renewed all the time', async () => {
  const { refresh } = open(undefined, pass({ token_expires_at: '2099-01-01T00:00:00Z' }));
  SocketDouble.latest.accept();

  await vi.advanceTimersByTimeAsync(5_000);

  expect(refresh).not.toHaveBeenCalled();
});

test('an act refused for its token renews it at once', async () => {
  open();
  SocketDouble.latest.accept().say(joinedFrame());

  SocketDouble.latest.say({ type: 'error', code: 'token_refused', message: 'Expired.' });
  await vi.advanceTimersByTimeAsync(0);

  expect(SocketDouble.latest.of('token')).toHaveLength(1);
});

test('a pass for somebody else is not taken', async () => {
  const { ends } = open(async () => pass({ user_id: '8:acs:other' }));

  SocketDouble.latest.accept().say({ type: 'refused', code: 401, subCode: 0, message: 'Expired.' });
  await vi.advanceTimersByTimeAsync(1_000);

  expect(ends).toMatchObject([{ reason: 'pass_refused' }]);
});

test.each([
  [
    { type: 'ended', code: 0, subCode: 5829, reason: 'roomExpired' },
    { reason: 'ended', subCode: 5829 },
  ],
  [
    { type: 'removed', subCode: 5317 },
    { reason: 'removed', subCode: 5317 },
  ],
  [{ type: 'replaced' }, { reason: 'replaced' }],
] as const)('%o ends it and it does not come back', async (frame, end) => {
  const { ends } = open();
  SocketDouble.latest.accept().say(joinedFrame());

  SocketDouble.latest.say(frame);
  SocketDouble.latest.break();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(ends).toMatchObject([end]);
  expect(SocketDouble.opened).toHaveLength(1);
});

test('who leaves says so and does not come back', async () => {
  const { socket, ends } = open();
  SocketDouble.latest.accept().say(joinedFrame());

  socket.leave();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(SocketDouble.latest.of('leave')).toHaveLength(1);
  expect(SocketDouble.opened).toHaveLength(1);
  expect(ends).toEqual([]);
});
