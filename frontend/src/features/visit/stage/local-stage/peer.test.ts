import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Peer, type RemoteMedia } from './peer';
import type { SignalData } from './socket-protocol';

/** The browser's connection, without a network: it notes what is asked of it. */
class ConnectionDouble {
  connectionState = 'new';
  signalingState = 'stable';
  onconnectionstatechange: (() => void) | null = null;
  asked: string[] = [];
  localDescription: { toJSON: () => RTCSessionDescriptionInit } | null = null;
  private answering = false;
  private readonly transceivers: { direction: string; sender: { replaceTrack: (track: unknown) => Promise<void> } }[] =
    [];

  addTransceiver(kind: string) {
    this.asked.push(`add ${kind}`);
    const replaceTrack = async (track: unknown) => {
      this.asked.push(`send ${String(track)}`);
    };
    const transceiver = { direction: 'sendrecv', sender: { replaceTrack } };
    this.transceivers.push(transceiver);
    return transceiver;
  }
  getTransceivers() {
    return this.transceivers;
  }
  restartIce() {
    this.asked.push('restart ice');
  }
  async setLocalDescription() {
    const type = this.answering ? 'answer' : 'offer';
    this.answering = false;
    this.localDescription = { toJSON: () => ({ type, sdp: 'v=0' }) };
  }
  async setRemoteDescription({ type }: RTCSessionDescriptionInit) {
    this.answering = type === 'offer';
    if (this.answering && this.transceivers.length === 0) {
      for (const kind of ['audio', 'video', 'video']) this.addTransceiver(kind);
    }
  }
  async addIceCandidate() {
    this.asked.push('candidate');
  }
  close() {
    this.signalingState = 'closed';
  }
  become(state: string) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
}

let connection: ConnectionDouble;
const OFFER = { description: { type: 'offer', sdp: 'v=0' } } as const;

beforeEach(() => {
  vi.useFakeTimers();
  connection = new ConnectionDouble();
  vi.stubGlobal('RTCPeerConnection', function double() {
    return connection;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function peer(offers: boolean) {
  const sent: SignalData[] = [];
  const made = new Peer({
    offers,
    remote: {} as RemoteMedia,
    tracks: () => ({ audio: 'voice', camera: 'face', screen: null }) as never,
    send: (data) => sent.push(data),
    iceServers: [],
  });
  await vi.advanceTimersByTimeAsync(0);
  return { made, sent };
}

test('who comes offers sound, camera and screen, in this order, once and for all', async () => {
  const { made, sent } = await peer(true);

  expect(connection.asked.slice(0, 3)).toEqual(['add audio', 'add video', 'add video']);
  expect(connection.asked.slice(3)).toEqual(['send voice', 'send face', 'send null']);
  expect(sent).toMatchObject([{ description: { type: 'offer' }, fresh: true }]);
  await made.attach();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(sent).toHaveLength(1);
});

test('who is there answers, sending what the devices give', async () => {
  const { made, sent } = await peer(false);
  expect(sent).toEqual([]);

  made.hear(OFFER);
  made.hear({ candidate: {} });
  await vi.advanceTimersByTimeAsync(0);

  expect(sent).toMatchObject([{ description: { type: 'answer' } }]);
  expect(connection.asked.slice(-4)).toEqual(['send voice', 'send face', 'send null', 'candidate']);
});

test('a broken path is sought anew by the one who offered, until it holds', async () => {
  const { sent } = await peer(true);

  connection.become('failed');
  await vi.advanceTimersByTimeAsync(0);
  expect(connection.asked.at(-1)).toBe('restart ice');
  expect(sent.at(-1)).toEqual({ description: { type: 'offer', sdp: 'v=0' } });
  await vi.advanceTimersByTimeAsync(6_000);
  expect(connection.asked.filter((what) => what === 'restart ice')).toHaveLength(2);
  connection.become('connected');
  await vi.advanceTimersByTimeAsync(60_000);

  expect(connection.asked.filter((what) => what === 'restart ice')).toHaveLength(2);
});

test('the other one asks for it', async () => {
  const { made, sent } = await peer(false);
  made.hear(OFFER);
  await vi.advanceTimersByTimeAsync(0);

  connection.become('failed');

  expect(sent.at(-1)).toEqual({ restart: true });
  expect(connection.asked).not.toContain('restart ice');
});

test('asked for it, the one who offered seeks a new path', async () => {
  const { made } = await peer(true);

  made.hear({ restart: true });
  await vi.advanceTimersByTimeAsync(0);

  expect(connection.asked.at(-1)).toBe('restart ice');
});

test('a hiccup that passes is let pass', async () => {
  await peer(true);

  connection.become('disconnected');
  await vi.advanceTimersByTimeAsync(2_000);
  connection.become('connected');
  await vi.advanceTimersByTimeAsync(60_000);

  expect(connection.asked).not.toContain('restart ice');
});

test('a closed one does nothing more', async () => {
  const { made, sent } = await peer(true);

  made.close();
  made.hear({ restart: true });
  made.hear(OFFER);
  await vi.advanceTimersByTimeAsync(60_000);

  expect(sent).toHaveLength(1);
});
