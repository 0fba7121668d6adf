// For tests: the browser's WebSocket, answered by the test itself.
import type { ClientFrame, JoinedFrame, Participant, ServerFrame } from './socket-protocol';

export class SocketDouble {
  static readonly OPEN = 1;
  static opened: SocketDouble[] = [];

  readyState = 0;
  sent: ClientFrame[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;

  constructor(readonly url: string) {
    SocketDouble.opened.push(this);
  }

  static get latest(): SocketDouble {
    const latest = SocketDouble.opened.at(-1);
    if (!latest) throw new Error('Nobody opened a socket.');
    return latest;
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }

  close(): void {
    this.readyState = 3;
  }

  /** The server took the connection. */
  accept(): this {
    this.readyState = SocketDouble.OPEN;
    this.onopen?.();
    return this;
  }

  say(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  /** The connection broke. */
  break(): void {
    this.readyState = 3;
    this.onclose?.();
  }

  of<Kind extends ClientFrame['type']>(kind: Kind): Extract<ClientFrame, { type: Kind }>[] {
    return this.sent.filter((frame): frame is Extract<ClientFrame, { type: Kind }> => frame.type === kind);
  }
}

export function joinedFrame(more: Partial<JoinedFrame> = {}): JoinedFrame {
  return {
    type: 'joined',
    callId: 'call-1',
    serverCallId: 'server-1',
    participantId: '11111111-1111-4111-8111-111111111111',
    userId: '8:acs:me',
    role: 'Presenter',
    resumed: false,
    startedAt: '2026-11-26T14:30:00Z',
    serverNow: '2026-11-26T14:30:05Z',
    participants: [],
    chat: { threadId: '19:t', topic: 'Visit', participants: [], messages: [], receipts: [] },
    ...more,
  };
}

export function casey(more: Partial<Participant> = {}): Participant {
  return {
    participantId: '22222222-2222-4222-8222-222222222222',
    userId: '8:acs:casey',
    displayName: 'Casey',
    role: 'Attendee',
    media: { muted: false, camera: false, screen: false, handRaised: false, handRaisedOn: null },
    ...more,
  };
}
