// Every other participant and the connection to each. Who joins offers to all who are there; who is there waits.
import { type LocalTracks, Peer, RemoteMedia } from './peer';
import type { Participant, SignalData } from './socket-protocol';
import { Speaking } from './speaking';

/** After a restart of the emulator the others come back one by one; so long their pictures stay. */
const COMING_BACK_MS = 10_000;
const LISTEN_MS = 100;

interface Place {
  userId: string;
  remote: RemoteMedia;
  peer: Peer | null;
  speaking: Speaking;
  going?: ReturnType<typeof setTimeout>;
}

export interface MeshOptions {
  tracks: () => LocalTracks;
  send: (to: string, data: SignalData) => void;
  iceServers: RTCIceServer[];
  gone: (userId: string) => void;
  /** Told again and again; whoever keeps it knows what changed. */
  speaking: (userId: string, isSpeaking: boolean) => void;
}

export class Mesh {
  private readonly places = new Map<string, Place>();
  private readonly listening: ReturnType<typeof setInterval>;
  private speakerId: string | null = null;

  constructor(private readonly options: MeshOptions) {
    this.listening = setInterval(() => this.listen(), LISTEN_MS);
  }

  /** We are in, again or for the first time: connect to all who are there. */
  joined(participants: readonly Participant[], resumed: boolean): void {
    const present = new Set(participants.map((participant) => participant.participantId));
    for (const [participantId, place] of this.places) {
      if (present.has(participantId)) continue;
      if (resumed) this.left(participantId);
      else place.going ??= setTimeout(() => this.left(participantId), COMING_BACK_MS);
    }
    for (const participant of participants) {
      const place = this.place(participant);
      if (!resumed || !place.peer) this.connect(participant.participantId, place, true);
      else if (!place.peer.isConnected()) place.peer.restart();
    }
  }

  /** Somebody came, or came back. Their offer follows. */
  arrived(participant: Participant): void {
    this.place(participant);
  }

  left(participantId: string): void {
    const place = this.places.get(participantId);
    if (!place) return;
    this.places.delete(participantId);
    clearTimeout(place.going);
    place.peer?.close();
    place.remote.close();
    this.options.gone(place.userId);
  }

  hear(from: string, data: SignalData): void {
    const place = this.places.get(from);
    if (!place) return;
    if ('fresh' in data && data.fresh) this.connect(from, place, false);
    place.peer?.hear(data);
  }

  /** Send what the devices give now, to everybody. */
  async attach(): Promise<void> {
    await Promise.all([...this.places.values()].map((place) => place.peer?.attach()));
  }

  userOf(participantId: string): string | undefined {
    return this.places.get(participantId)?.userId;
  }

  remoteOf(userId: string): RemoteMedia | undefined {
    return [...this.places.values()].find((place) => place.userId === userId)?.remote;
  }

  async setSpeaker(speakerId: string): Promise<void> {
    this.speakerId = speakerId;
    await Promise.all([...this.places.values()].map(({ remote }) => remote.setSpeaker(speakerId)));
  }

  connections(): RTCPeerConnection[] {
    return [...this.places.values()].flatMap(({ peer }) => (peer ? [peer.connection] : []));
  }

  close(): void {
    clearInterval(this.listening);
    for (const place of this.places.values()) {
      clearTimeout(place.going);
      place.peer?.close();
      place.remote.close();
    }
    this.places.clear();
  }

  private place(participant: Participant): Place {
    for (const [participantId, other] of this.places) {
      if (other.userId === participant.userId && participantId !== participant.participantId) this.left(participantId);
    }
    const known = this.places.get(participant.participantId);
    if (known) {
      clearTimeout(known.going);
      known.going = undefined;
      return known;
    }
    const place: Place = {
      userId: participant.userId,
      remote: new RemoteMedia(),
      peer: null,
      speaking: new Speaking(),
    };
    if (this.speakerId) void place.remote.setSpeaker(this.speakerId);
    this.places.set(participant.participantId, place);
    return place;
  }

  private connect(participantId: string, place: Place, offers: boolean): void {
    place.peer?.close();
    place.peer = new Peer({
      offers,
      remote: place.remote,
      tracks: this.options.tracks,
      send: (data) => this.options.send(participantId, data),
      iceServers: this.options.iceServers,
    });
  }

  private listen(): void {
    const now = performance.now();
    for (const { peer, speaking, userId } of this.places.values()) {
      this.options.speaking(userId, speaking.listen(peer?.isHeard() ?? false, now));
    }
  }
}
