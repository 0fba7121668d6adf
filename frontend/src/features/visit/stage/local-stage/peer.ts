// One connection to one other browser. Three transceivers in a fixed order, all both ways, negotiated once: turning a
// camera on or off replaces a track and never renegotiates, so there is no glare. Only the newcomer offers.
import type { SignalData } from './socket-protocol';

export interface LocalTracks {
  audio: MediaStreamTrack | null;
  camera: MediaStreamTrack | null;
  screen: MediaStreamTrack | null;
}

/** How long a hiccup may last before the path is sought anew. */
const HICCUP_MS = 2_500;
const RESTART_AGAIN_MS = 6_000;
const SPEAKING_LEVEL = 0.02;

/** What arrives from one participant. It outlives a connection, so a picture on the page goes on in the next one. */
export class RemoteMedia {
  readonly camera = new MediaStream();
  readonly screen = new MediaStream();
  private readonly audio = new Audio();

  constructor() {
    this.audio.autoplay = true;
  }

  take(index: number, track: MediaStreamTrack): void {
    if (index === 0) {
      this.audio.srcObject = new MediaStream([track]);
      this.play();
      return;
    }
    const stream = index === 1 ? this.camera : this.screen;
    for (const old of stream.getTracks()) stream.removeTrack(old);
    stream.addTrack(track);
  }

  /** Browsers refuse sound on a page nobody has touched yet (a reload): then it starts with the first touch. */
  play(): void {
    this.audio.play().catch((refused: unknown) => {
      if (!(refused instanceof DOMException) || refused.name !== 'NotAllowedError') return;
      const again = () => this.play();
      window.addEventListener('pointerdown', again, { once: true });
      window.addEventListener('keydown', again, { once: true });
    });
  }

  async setSpeaker(speakerId: string): Promise<void> {
    if ('setSinkId' in this.audio) await this.audio.setSinkId(speakerId);
  }

  close(): void {
    this.audio.pause();
    this.audio.srcObject = null;
  }
}

export interface PeerOptions {
  offers: boolean;
  remote: RemoteMedia;
  tracks: () => LocalTracks;
  send: (data: SignalData) => void;
  iceServers: RTCIceServer[];
}

export class Peer {
  readonly connection: RTCPeerConnection;
  private transceivers: RTCRtpTransceiver[] = [];
  private hearing: Promise<void> = Promise.resolve();
  private hiccup: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: PeerOptions) {
    this.connection = new RTCPeerConnection({ iceServers: options.iceServers, bundlePolicy: 'max-bundle' });
    this.connection.onicecandidate = ({ candidate }) => {
      if (candidate) options.send({ candidate: candidate.toJSON() });
    };
    this.connection.ontrack = ({ track, transceiver }) => {
      options.remote.take(this.connection.getTransceivers().indexOf(transceiver), track);
    };
    this.connection.onconnectionstatechange = () => this.watch();
    if (options.offers) this.queue(() => this.offer());
  }

  hear(data: SignalData): void {
    this.queue(() => this.answer(data));
  }

  /** Send what the devices give now. */
  async attach(): Promise<void> {
    const { audio, camera, screen } = this.options.tracks();
    const tracks = [audio, camera, screen];
    await Promise.all(this.transceivers.map(({ sender }, index) => sender.replaceTrack(tracks[index] ?? null)));
  }

  /** Seek a new path. Only the one who offered may offer again; the other asks for it. */
  restart(): void {
    if (this.isClosed()) return;
    clearTimeout(this.hiccup);
    this.hiccup = setTimeout(() => this.restart(), RESTART_AGAIN_MS);
    if (!this.options.offers) {
      this.options.send({ restart: true });
      return;
    }
    this.queue(async () => {
      this.connection.restartIce();
      await this.describe();
    });
  }

  isConnected(): boolean {
    return this.connection.connectionState === 'connected';
  }

  isHeard(): boolean {
    const source = this.transceivers[0]?.receiver.getSynchronizationSources()[0];
    return (source?.audioLevel ?? 0) > SPEAKING_LEVEL;
  }

  close(): void {
    clearTimeout(this.hiccup);
    this.connection.onicecandidate = this.connection.ontrack = this.connection.onconnectionstatechange = null;
    this.connection.close();
  }

  private isClosed(): boolean {
    return this.connection.signalingState === 'closed';
  }

  /** One thing at a time, in the order in which it came. */
  private queue(step: () => Promise<void>): void {
    const unlessClosed = async () => {
      if (!this.isClosed()) await step();
    };
    this.hearing = this.hearing.then(unlessClosed).catch((error: unknown) => {
      if (this.isClosed()) return;
      console.warn('A call connection stumbled and is sought anew.', error);
      clearTimeout(this.hiccup);
      this.hiccup = setTimeout(() => this.restart(), HICCUP_MS);
    });
  }

  private async offer(): Promise<void> {
    this.transceivers = ['audio', 'video', 'video'].map((kind) =>
      this.connection.addTransceiver(kind, { direction: 'sendrecv' }),
    );
    await this.attach();
    await this.describe(true);
  }

  private async describe(fresh = false): Promise<void> {
    await this.connection.setLocalDescription();
    const description = this.connection.localDescription?.toJSON() as RTCSessionDescriptionInit | undefined;
    if (description) this.options.send({ description, ...(fresh && { fresh }) });
  }

  private async answer(data: SignalData): Promise<void> {
    if ('restart' in data) {
      if (this.options.offers) this.restart();
      return;
    }
    if ('candidate' in data) {
      await this.connection.addIceCandidate(data.candidate);
      return;
    }
    await this.connection.setRemoteDescription(data.description);
    if (data.description.type !== 'offer') return;
    if (this.transceivers.length === 0) {
      this.transceivers = this.connection.getTransceivers();
      for (const transceiver of this.transceivers) transceiver.direction = 'sendrecv';
      await this.attach();
    }
    await this.describe();
  }

  private watch(): void {
    const state = this.connection.connectionState;
    if (state === 'connected') clearTimeout(this.hiccup);
    if (state === 'failed') this.restart();
    if (state === 'disconnected') {
      clearTimeout(this.hiccup);
      this.hiccup = setTimeout(() => this.restart(), HICCUP_MS);
    }
  }
}
