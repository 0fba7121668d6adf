// @vitest-environment jsdom
import type { CallWithChatAdapter } from '@azure/communication-react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Pass, StageEnd, VisitStage } from '../visit-stage';
import { createLocalStage } from './local-stage';
import { casey, joinedFrame, SocketDouble } from './socket-double';
import type { SaidMessage } from './socket-protocol';

const PASS: Pass = {
  stage: 'local',
  user_id: '8:acs:me',
  display_name: 'Me',
  role: 'Presenter',
  token: 'token',
  token_expires_at: '2099-01-01T00:00:00Z',
  endpoint: 'https://localhost:8443',
  room_id: '991',
  chat_thread_id: '19:t',
  socket_url: 'ws://localhost:8444/_emulator/calls/991',
  locale: 'en-GB',
};
const NOTHING_ON = { cameraId: null, microphoneId: null, speakerId: null, cameraOn: false, microphoneOn: false };

/** What jsdom does not have and a call needs; no picture flows in these tests. */
class NoConnection {
  connectionState = 'new';
  signalingState = 'stable';
  addTransceiver() {
    return { sender: { replaceTrack: async () => undefined }, receiver: { getSynchronizationSources: () => [] } };
  }
  async setLocalDescription() {}
  localDescription = { toJSON: () => ({ type: 'offer', sdp: 'v=0' }) };
  close() {}
}
class NoStream {
  getTracks() {
    return [];
  }
}

let stages: VisitStage[] = [];

async function enter(
  more: Partial<Pass> = {},
): Promise<{ adapter: CallWithChatAdapter; ends: StageEnd[]; stage: VisitStage }> {
  const stage = await createLocalStage({ ...PASS, ...more }, NOTHING_ON, { refreshPass: async () => PASS });
  stages.push(stage);
  const ends: StageEnd[] = [];
  stage.onEnd((end) => ends.push(end));
  return { adapter: stage.adapter, ends, stage };
}

async function enterAndJoin(more: Parameters<typeof joinedFrame>[0] = {}) {
  const entered = await enter();
  SocketDouble.latest.accept().say(joinedFrame(more));
  return entered;
}

function answer(content: string, clientMessageId: string | null): SaidMessage {
  return {
    id: '1700000000001',
    sequenceId: '3',
    version: '1700000000001',
    type: 'text',
    content,
    senderId: clientMessageId ? '8:acs:me' : '8:acs:casey',
    senderDisplayName: 'Somebody',
    createdOn: '2026-11-26T14:31:00Z',
    editedOn: null,
    deletedOn: null,
    clientMessageId,
  };
}

beforeEach(() => {
  stages = [];
  SocketDouble.opened = [];
  vi.stubGlobal('WebSocket', SocketDouble);
  vi.stubGlobal('RTCPeerConnection', NoConnection);
  vi.stubGlobal('MediaStream', NoStream);
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockReturnValue(undefined);
});
afterEach(() => {
  for (const stage of stages) stage.dispose();
  vi.unstubAllGlobals();
});

test('it joins by itself and is in the call when the server says so', async () => {
  const { adapter, stage } = await enter();
  const connections: string[] = [];
  stage.onConnection((connection) => connections.push(connection));
  expect(adapter.getState()).toMatchObject({ page: 'lobby', call: { state: 'Connecting', isMuted: true } });

  SocketDouble.latest.accept().say(joinedFrame({ participants: [casey()] }));

  expect(adapter.getState()).toMatchObject({ page: 'call', call: { id: 'call-1', state: 'Connected' } });
  expect(Object.keys(adapter.getState().call?.remoteParticipants ?? {})).toEqual(['8:acs:casey']);
  expect(connections).toEqual(['joining', 'connected']);
});

test('the newcomer offers to who is there, and waits for who comes later', async () => {
  await enterAndJoin({ participants: [casey()] });
  const later = casey({ participantId: '33333333-3333-4333-8333-333333333333', userId: '8:acs:guest' });

  SocketDouble.latest.say({ type: 'participantJoined', participant: later });
  await vi.waitFor(() => expect(SocketDouble.latest.of('signal')).toHaveLength(1));

  expect(SocketDouble.latest.of('signal')).toMatchObject([{ to: casey().participantId, data: { fresh: true } }]);
});

test('a message shows at once and turns into the one of the server', async () => {
  const { adapter } = await enterAndJoin();
  const sent = vi.fn();
  adapter.on('messageSent', sent);

  await adapter.sendMessage('Hello');
  const [frame] = SocketDouble.latest.of('chat.send');
  expect(Object.values(adapter.getState().chat?.chatMessages ?? {})).toMatchObject([{ status: 'sending', id: '' }]);
  SocketDouble.latest.say({ type: 'chat.message', message: answer('Hello', frame?.clientMessageId ?? '') });

  expect(Object.values(adapter.getState().chat?.chatMessages ?? {})).toMatchObject([
    { status: 'delivered', id: '1700000000001' },
  ]);
  expect(sent).toHaveBeenCalledTimes(1);
});

test('a message of somebody else is told with name and words, for the unread badge', async () => {
  const { adapter } = await enterAndJoin();
  const received = vi.fn();
  adapter.on('messageReceived', received);

  SocketDouble.latest.say({ type: 'chat.message', message: answer('Good morning', null) });

  expect(received.mock.calls).toMatchObject([
    [{ message: { type: 'text', senderDisplayName: 'Somebody', content: { message: 'Good morning' } } }],
  ]);
});

test('words said while the connection was lost go out after the rejoin, under the same id', async () => {
  vi.useFakeTimers();
  const { adapter } = await enterAndJoin();
  SocketDouble.latest.break();
  await adapter.sendMessage('Still there?');
  expect(SocketDouble.latest.of('chat.send')).toEqual([]);

  await vi.advanceTimersByTimeAsync(250);
  SocketDouble.latest.accept().say(joinedFrame({ resumed: true }));

  const [again] = SocketDouble.latest.of('chat.send');
  expect(again?.content).toBe('Still there?');
  expect(Object.keys(adapter.getState().chat?.chatMessages ?? {})).toEqual([again?.clientMessageId]);
  vi.useRealTimers();
});

test('a refused message fails and is told', async () => {
  const { adapter } = await enterAndJoin();
  const trouble = vi.fn();
  adapter.on('chatError', trouble);
  await adapter.sendMessage('x'.repeat(30_000));
  const clientMessageId = SocketDouble.latest.of('chat.send')[0]?.clientMessageId ?? '';

  SocketDouble.latest.say({ type: 'error', code: 'too_long', message: 'At most 28 KB.', clientMessageId });

  expect(adapter.getState().chat?.chatMessages[clientMessageId]?.status).toBe('failed');
  expect(trouble).toHaveBeenCalledTimes(1);
});

test('without chat there is none, and saying so is an error', async () => {
  const { adapter } = await enterAndJoin({ chat: null });

  expect(adapter.getState().chat).toBeUndefined();
  await expect(adapter.sendMessage('Hello')).rejects.toThrow('no chat');
});

test('who hangs up leaves; everything is told once', async () => {
  const { adapter, ends } = await enterAndJoin();
  const ended = vi.fn();
  adapter.on('callEnded', ended);

  await adapter.leaveCall();

  expect(SocketDouble.latest.of('leave')).toHaveLength(1);
  expect(ended.mock.calls).toEqual([[{ callId: 'call-1', code: 0, subCode: 0 }]]);
  expect(adapter.getState()).toMatchObject({ page: 'leftCall', call: undefined });
  expect(ends).toMatchObject([{ reason: 'left', byMe: true }]);
});

test('who ends it for all knows that it was them; the others know that it was not', async () => {
  const { adapter, ends } = await enterAndJoin();
  await adapter.leaveCall(true);
  SocketDouble.latest.say({ type: 'ended', code: 0, subCode: 0, reason: 'endedForAll' });
  expect(ends).toMatchObject([{ reason: 'ended', byMe: true }]);

  const other = await enterAndJoin();
  SocketDouble.latest.say({ type: 'ended', code: 0, subCode: 0, reason: 'endedForAll' });
  expect(other.ends).toMatchObject([{ reason: 'ended', byMe: false }]);
});

test('without a connection nobody can be told, and ending for all says so', async () => {
  const { stage, ends } = await enter();

  await expect(stage.endForAll()).rejects.toThrow('Not connected');
  expect(ends).toEqual([]);
});

test('being removed shows it, and ends', async () => {
  const { adapter, ends } = await enterAndJoin();

  SocketDouble.latest.say({ type: 'removed', subCode: 5317 });

  expect(adapter.getState().page).toBe('removedFromCall');
  expect(ends).toMatchObject([{ reason: 'removed', subCode: 5317 }]);
});

test('a presenter acts on others by their user id', async () => {
  const { adapter } = await enterAndJoin({ participants: [casey()] });

  await adapter.removeParticipant({ communicationUserId: '8:acs:casey' });
  await adapter.muteParticipant('8:acs:casey');
  await adapter.muteAllRemoteParticipants();

  expect(SocketDouble.latest.sent.slice(-3)).toEqual([
    { type: 'removeParticipant', userId: '8:acs:casey' },
    { type: 'muteParticipant', userId: '8:acs:casey' },
    { type: 'muteAll' },
  ]);
});

test('without devices it joins, and turning them on is told as trouble instead of breaking', async () => {
  const { adapter } = await enterAndJoin();
  const trouble: string[] = [];
  adapter.on('callError', (error) => trouble.push(error.target));

  await adapter.startCamera();
  await adapter.unmute();
  await adapter.startScreenShare();

  expect(trouble).toEqual(['Call.startVideo', 'Call.unmute']);
  expect(adapter.getState().call).toMatchObject({ isMuted: true, localVideoStreams: [], isScreenSharingOn: false });
  expect(await adapter.askDevicePermission({ audio: true, video: true })).toEqual({ audio: false, video: false });
});

test('a raised hand is announced', async () => {
  const { adapter } = await enterAndJoin();

  await adapter.raiseHand();
  expect(SocketDouble.latest.of('media').at(-1)?.media.handRaised).toBe(true);
  expect(adapter.getState().call?.raiseHand.localParticipantRaisedHand).toEqual({ raisedHandOrderPosition: 1 });
  await adapter.lowerHand();

  expect(SocketDouble.latest.of('media').at(-1)?.media.handRaised).toBe(false);
});

test('what a visit does not have says so', async () => {
  const { adapter } = await enterAndJoin();

  await expect(adapter.startCaptions()).rejects.toThrow('not part of a visit');
  await expect(adapter.holdCall()).rejects.toThrow('not part of a visit');
  expect(() => adapter.startCall([])).toThrow('not part of a visit');
});

test('a pass without a call socket makes no stage', async () => {
  await expect(enter({ socket_url: null })).rejects.toMatchObject({ name: 'StageUnavailable' });
});
