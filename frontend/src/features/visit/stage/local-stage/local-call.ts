// One call from joining to its end: the socket, the mesh, the devices and the chat, brought together.
import type { RemoteParticipant } from '@azure/communication-calling';
import type { Pass, StageConnection, StageDevices, StageEnd } from '../visit-stage';
import type { AdapterCore } from './adapter-core';
import { CallSocket } from './call-socket';
import {
  callConnected,
  callConnecting,
  callOver,
  mediaSeen,
  participantGone,
  participantRole,
  participantSeen,
  participantSpeaking,
  setReconnecting,
  setRole,
} from './call-state';
import { LocalChat } from './local-chat';
import { LocalMedia } from './local-media';
import { Mesh } from './mesh';
import type { JoinedFrame, Participant, ServerFrame } from './socket-protocol';

export interface LocalCallOptions {
  core: AdapterCore;
  pass: Pass;
  devices: StageDevices;
  refreshPass: () => Promise<Pass>;
  connection: (connection: StageConnection) => void;
  ended: (end: StageEnd) => void;
  chatOpened: () => void;
}

export class LocalCall {
  readonly media: LocalMedia;
  readonly mesh: Mesh;
  readonly chat: LocalChat;
  private readonly core: AdapterCore;
  private readonly socket: CallSocket;
  private participantId: string | undefined;
  private hasBegun = false;
  private isOver = false;
  private isEndingForAll = false;

  constructor(private readonly options: LocalCallOptions) {
    const { core, pass } = options;
    this.core = core;
    this.media = new LocalMedia(
      core,
      pass.user_id,
      options.devices,
      () => this.mediaChanged(),
      (speakerId) => void this.mesh.setSpeaker(speakerId).catch((error) => core.callTrouble('Call.setSpeaker', error)),
    );
    this.mesh = new Mesh({
      tracks: () => this.media.devices.tracks,
      send: (to, data) => this.socket.send({ type: 'signal', to, data }),
      iceServers: iceServers(pass),
      gone: (userId) => this.gone(userId),
      speaking: (userId, isSpeaking) => core.change(participantSpeaking(userId, isSpeaking)),
    });
    this.socket = new CallSocket({
      pass,
      refreshPass: options.refreshPass,
      media: () => this.media.announced(),
      heard: (frame) => this.hear(frame),
      lost: () => {
        core.change(setReconnecting(true));
        options.connection(this.participantId ? 'reconnecting' : 'joining');
      },
      over: (end) => this.over({ ...end, byMe: end.reason === 'ended' && this.isEndingForAll }),
    });
    this.chat = new LocalChat(core, { userId: pass.user_id, displayName: pass.display_name }, (frame) =>
      this.socket.send(frame),
    );
  }

  /** Join at once; devices open meanwhile and follow when they are ready. */
  begin(): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    const { pass, devices } = this.options;
    this.core.change(callConnecting(crypto.randomUUID(), pass.role, !devices.microphoneOn));
    this.options.connection('joining');
    this.socket.open();
    this.media.begin().catch((error: unknown) => this.core.callTrouble('Call.startVideo', error));
  }

  leave(): void {
    this.socket.leave();
    this.over({ reason: 'left', byMe: true, code: 0, subCode: 0 });
  }

  /** Resolves when everybody has been told, or the call is over already; without a connection nobody can be, and it rejects. */
  async endForAll(): Promise<void> {
    if (this.isOver) return;
    this.isEndingForAll = true;
    if (this.socket.send({ type: 'endForAll' })) return;
    this.isEndingForAll = false;
    throw this.core.callTrouble('Call.hangUp', new Error('Not connected: nobody else could be told.'));
  }

  remove(userId: string): void {
    this.socket.send({ type: 'removeParticipant', userId });
  }

  muteOther(userId: string): void {
    this.socket.send({ type: 'muteParticipant', userId });
  }

  muteOthers(): void {
    this.socket.send({ type: 'muteAll' });
  }

  /** Go without a word. */
  close(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.socket.close();
    this.takeDown();
  }

  private hear(frame: ServerFrame): void {
    switch (frame.type) {
      case 'joined':
        this.joined(frame);
        break;
      case 'participantJoined':
        this.mesh.arrived(frame.participant);
        this.arrived([frame.participant]);
        break;
      case 'participantLeft':
        this.mesh.left(frame.participantId);
        break;
      case 'signal':
        this.mesh.hear(frame.from, frame.data);
        break;
      case 'media':
        this.ofUser(frame.participantId, (userId) => this.core.change(mediaSeen(userId, frame.media)));
        break;
      case 'role':
        if (frame.participantId === this.participantId) this.core.change(setRole(frame.role));
        else this.ofUser(frame.participantId, (userId) => this.core.change(participantRole(userId, frame.role)));
        break;
      case 'muteRequested':
        void this.media.mute();
        this.core.callTrouble('Call.mutedByOthers', new Error('Muted by a presenter.'));
        break;
      default:
        this.chat.hear(frame);
    }
  }

  private joined(frame: JoinedFrame): void {
    const isFirst = this.participantId === undefined;
    this.participantId = frame.participantId;
    const startedAt = isFirst ? new Date(frame.startedAt) : this.core.state.call?.startTime;
    this.core.change(callConnected(frame.callId, frame.role, startedAt ?? new Date()));
    this.mesh.joined(frame.participants, frame.resumed);
    this.arrived(frame.participants);
    // A device may have opened while the answer was on its way.
    this.announce();
    const isChatNew = this.chat.joined(frame.chat, new Date(frame.serverNow));
    this.core.events.emit('callIdChanged', { callId: frame.callId });
    if (isChatNew) this.options.chatOpened();
    this.options.connection('connected');
  }

  private arrived(participants: readonly Participant[]): void {
    const before = this.core.state.call?.remoteParticipants ?? {};
    const isNew = participants.filter((participant) => !before[participant.userId]);
    this.core.change(...participants.map(participantSeen));
    for (const { userId, displayName } of participants) this.chat.member({ userId, displayName });
    if (isNew.length > 0)
      this.core.events.emit('callParticipantsJoined', { joined: isNew.map((p) => this.seen(p.userId)) });
  }

  private gone(userId: string): void {
    const removed = this.seen(userId);
    this.core.change(participantGone(userId));
    this.core.events.emit('callParticipantsLeft', { removed: [removed] });
  }

  /** Listeners of ours read identifier and name only; the SDK's own object has methods we cannot give. */
  private seen(userId: string): RemoteParticipant {
    return this.core.state.call?.remoteParticipants[userId] as unknown as RemoteParticipant;
  }

  private ofUser(participantId: string, act: (userId: string) => void): void {
    const userId = this.mesh.userOf(participantId);
    if (userId) act(userId);
  }

  private mediaChanged(): void {
    void this.mesh.attach();
    this.announce();
  }

  private announce(): void {
    this.socket.send({ type: 'media', media: this.media.announced() });
  }

  private over(end: StageEnd): void {
    if (this.isOver) return;
    this.isOver = true;
    this.takeDown();
    const codes = { code: end.code ?? 0, subCode: end.subCode ?? 0 };
    this.core.events.emit('callEnded', { callId: this.core.state.call?.id ?? '', ...codes });
    this.core.change(callOver(end.reason === 'removed' ? 'removedFromCall' : 'leftCall', codes));
    this.options.connection('over');
    this.options.ended(end);
  }

  private takeDown(): void {
    this.mesh.close();
    this.media.close();
    this.chat.close();
  }
}

function iceServers(pass: Pass): RTCIceServer[] {
  return (pass.ice_servers ?? []).map(({ urls, username, credential }) => ({
    urls,
    ...(username && { username }),
    ...(credential && { credential }),
  }));
}
