// The way to the call: joins, and comes back by itself after a lost connection, a restarted emulator or a token that ran
// out. It ends only when the server says so, or when we leave.
import type { Pass, StageEnd, StageEndReason } from '../visit-stage';
import type { ClientFrame, JoinedFrame, Media, RefusedFrame, ServerFrame } from './socket-protocol';

/** The first try is early enough for the place that the server keeps for five seconds. */
const RETRY_MS = [150, 400, 800, 1500, 3000, 5000] as const;
const JOIN_MS_MAX = 8_000;
const PING_MS = 5_000;
const SILENCE_MS_MAX = 12_000;
const RENEW_BEFORE_EXPIRY_MS = 120_000;
const RENEW_AGAIN_MS = 30_000;
/** Browsers cannot wait longer than 24.8 days: a longer wait would be none at all. */
const WAIT_MS_MAX = 86_400_000;

const REASONS: Record<number, StageEndReason> = {
  5732: 'room_not_found',
  5829: 'room_closed',
  5828: 'not_invited',
};

export interface CallSocketOptions {
  pass: Pass;
  refreshPass: () => Promise<Pass>;
  /** What to announce when joining. */
  media: () => Media;
  heard: (frame: ServerFrame) => void;
  /** The connection is lost and being sought again. */
  lost: () => void;
  /** The server has ended it for us. Nothing comes after this. */
  over: (end: StageEnd) => void;
}

export class CallSocket {
  private socket: WebSocket | null = null;
  private pass: Pass;
  private participantId: string | undefined;
  private attempt = 0;
  private isIn = false;
  private isOver = false;
  private hasRenewedSinceJoin = false;
  private lastHeardAt = 0;
  private joinTimer: ReturnType<typeof setTimeout> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private renewTimer: ReturnType<typeof setTimeout> | undefined;
  private pingTimer: ReturnType<typeof setInterval> | undefined;
  private renewing: Promise<void> | undefined;

  constructor(private readonly options: CallSocketOptions) {
    this.pass = options.pass;
  }

  open(): void {
    window.addEventListener('online', this.retryNow);
    this.renewInTime();
    this.connect();
  }

  /** Send if we are in the call; returns whether it went out. What is lost meanwhile is made good after the rejoin. */
  send(frame: ClientFrame): boolean {
    if (!this.isIn || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  leave(): void {
    this.send({ type: 'leave' });
    this.close();
  }

  /** Go without a word: the server keeps the place for a moment, so that a reload comes back into it. */
  close(): void {
    this.isOver = true;
    window.removeEventListener('online', this.retryNow);
    clearTimeout(this.retryTimer);
    clearTimeout(this.renewTimer);
    this.dropSocket();
  }

  private connect(): void {
    clearTimeout(this.retryTimer);
    if (this.isOver || this.socket) return;
    const socket = new WebSocket(this.pass.socket_url ?? '');
    this.socket = socket;
    this.joinTimer = setTimeout(() => this.lose(), JOIN_MS_MAX);
    socket.onopen = () => this.join(socket);
    socket.onmessage = (event: MessageEvent<string>) => this.hear(JSON.parse(event.data) as ServerFrame);
    socket.onclose = () => this.lose();
  }

  private join(socket: WebSocket): void {
    socket.send(
      JSON.stringify({
        type: 'join',
        token: this.pass.token,
        displayName: this.pass.display_name,
        media: this.options.media(),
        ...(this.pass.chat_thread_id && { chatThreadId: this.pass.chat_thread_id }),
        ...(this.participantId && { participantId: this.participantId }),
      } satisfies ClientFrame),
    );
  }

  private hear(frame: ServerFrame): void {
    this.lastHeardAt = Date.now();
    switch (frame.type) {
      case 'joined':
        this.joined(frame);
        break;
      case 'refused':
        void this.refused(frame);
        break;
      case 'ended':
        this.end({ reason: 'ended', byMe: false, code: frame.code, subCode: frame.subCode });
        break;
      case 'removed':
        this.end({ reason: 'removed', byMe: false, code: 0, subCode: frame.subCode });
        break;
      case 'replaced':
        this.end({ reason: 'replaced', byMe: false });
        break;
      case 'error':
        if (frame.code === 'token_refused') void this.renew();
        this.options.heard(frame);
        break;
      default:
        this.options.heard(frame);
    }
  }

  private joined(frame: JoinedFrame): void {
    clearTimeout(this.joinTimer);
    this.attempt = 0;
    this.isIn = true;
    this.hasRenewedSinceJoin = false;
    this.participantId = frame.participantId;
    this.pingTimer = setInterval(this.ping, PING_MS);
    this.options.heard(frame);
  }

  private readonly ping = (): void => {
    if (Date.now() - this.lastHeardAt > SILENCE_MS_MAX) this.lose();
    else this.send({ type: 'ping' });
  };

  private async refused(frame: RefusedFrame): Promise<void> {
    const wasIn = this.participantId !== undefined;
    this.dropSocket();
    if (frame.code === 408 || frame.code === 429) {
      this.retryLater();
      return;
    }
    const mayBeStale = frame.code === 401 || (wasIn && [403, 404, 410].includes(frame.code));
    if (mayBeStale && !this.hasRenewedSinceJoin) {
      this.hasRenewedSinceJoin = true;
      if (await this.hasFreshPass()) this.retryLater();
      else this.end(refusal(frame));
      return;
    }
    this.end(refusal(frame));
  }

  /** False when the server says no. When it cannot be reached at all we go on trying with what we have. */
  private async hasFreshPass(): Promise<boolean> {
    try {
      this.take(await this.options.refreshPass());
    } catch (error) {
      if (!(error instanceof TypeError)) return false;
      this.hasRenewedSinceJoin = false;
    }
    return true;
  }

  private lose(): void {
    if (this.isOver || !this.socket) return;
    this.dropSocket();
    this.options.lost();
    this.retryLater();
  }

  private dropSocket(): void {
    clearTimeout(this.joinTimer);
    clearInterval(this.pingTimer);
    this.isIn = false;
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private retryLater(): void {
    if (this.isOver) return;
    const wait = RETRY_MS[Math.min(this.attempt, RETRY_MS.length - 1)] ?? 0;
    this.attempt += 1;
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.connect(), wait * (0.75 + Math.random() / 2));
  }

  private readonly retryNow = (): void => {
    if (!this.isIn) this.connect();
  };

  private end(end: StageEnd): void {
    if (this.isOver) return;
    this.close();
    this.options.over(end);
  }

  private take(pass: Pass): void {
    if (pass.stage !== 'local' || pass.user_id !== this.pass.user_id) {
      throw new Error('The fresh pass is for another person or another stage.');
    }
    this.pass = pass;
    this.renewInTime();
  }

  private renewInTime(): void {
    clearTimeout(this.renewTimer);
    const left = Date.parse(this.pass.token_expires_at) - Date.now() - RENEW_BEFORE_EXPIRY_MS;
    this.renewTimer =
      left < WAIT_MS_MAX
        ? setTimeout(() => void this.renew(), Math.max(left, RENEW_AGAIN_MS))
        : setTimeout(() => this.renewInTime(), WAIT_MS_MAX);
  }

  private renew(): Promise<void> {
    this.renewing ??= this.fetchAndSendToken().finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  private async fetchAndSendToken(): Promise<void> {
    try {
      this.take(await this.options.refreshPass());
      this.send({ type: 'token', token: this.pass.token });
    } catch {
      // The call goes on with the old token while it lasts; a refusal later tells the person.
      clearTimeout(this.renewTimer);
      this.renewTimer = setTimeout(() => void this.renew(), RENEW_AGAIN_MS);
    }
  }
}

function refusal(frame: RefusedFrame): StageEnd {
  const reason = REASONS[frame.subCode] ?? byCode(frame.code);
  return { reason, byMe: false, code: frame.code, subCode: frame.subCode, error: new Error(frame.message) };
}

function byCode(code: number): StageEndReason {
  if (code === 503) return 'full';
  return code === 401 || code === 403 ? 'pass_refused' : 'failed';
}
