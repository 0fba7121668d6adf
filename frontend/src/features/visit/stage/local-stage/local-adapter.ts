// The adapter that carries Azure's call-with-chat composite over our own call: every member of its contract, each handed
// to the part that knows. What a visit does not have is in not-in-a-visit.ts.
import type {
  AudioDeviceInfo,
  Call,
  DeviceAccess,
  PermissionConstraints,
  VideoDeviceInfo,
} from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import type {
  CallWithChatAdapter,
  CallWithChatAdapterState,
  CreateVideoStreamViewResult,
  VideoStreamOptions,
} from '@azure/communication-react';
import type { AdapterCore } from './adapter-core';
import type { Listener } from './adapter-events';
import type { LocalCall } from './local-call';
import { LocalViews } from './local-views';
import { NotInAVisit } from './not-in-a-visit';

export class LocalAdapter extends NotInAVisit implements CallWithChatAdapter {
  private readonly views: LocalViews;

  constructor(
    private readonly core: AdapterCore,
    private readonly call: LocalCall,
  ) {
    super();
    this.views = new LocalViews(core, call.media.devices.tracks, (userId) => call.mesh.remoteOf(userId));
  }

  // State and events

  getState(): CallWithChatAdapterState {
    return this.core.state;
  }

  onStateChange(heard: (state: CallWithChatAdapterState) => void): void {
    this.core.events.on('stateChanged', heard);
  }

  offStateChange(heard: (state: CallWithChatAdapterState) => void): void {
    this.core.events.off('stateChanged', heard);
  }

  on(event: string, listener: Listener): void {
    this.core.events.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.core.events.off(event, listener);
  }

  dispose(): void {
    this.call.close();
    this.core.dispose();
  }

  // The call

  /** Joins once, with what was chosen before the call. After the end a new stage is needed. */
  joinCall(): Call | undefined {
    this.call.begin();
    return undefined;
  }

  async leaveCall(forEveryone?: boolean): Promise<void> {
    if (forEveryone) await this.call.endForAll();
    else this.call.leave();
  }

  async removeParticipant(participant: string | CommunicationIdentifier): Promise<void> {
    this.call.remove(userId(participant));
  }

  async muteParticipant(participant: string): Promise<void> {
    this.call.muteOther(participant);
  }

  async muteAllRemoteParticipants(): Promise<void> {
    this.call.muteOthers();
  }

  raiseHand = (): Promise<void> => this.call.media.setHand(true);
  lowerHand = (): Promise<void> => this.call.media.setHand(false);

  // What we send

  startCamera = (options?: VideoStreamOptions): Promise<void> => this.call.media.startCamera(options);
  stopCamera = (): Promise<void> => this.call.media.stopCamera();
  mute = (): Promise<void> => this.call.media.mute();
  unmute = (): Promise<void> => this.call.media.unmute();
  startScreenShare = (): Promise<void> => this.call.media.startScreen();
  stopScreenShare = (): Promise<void> => this.call.media.stopScreen();

  // Devices

  askDevicePermission = (wanted: PermissionConstraints): Promise<DeviceAccess> => this.call.media.ask(wanted);
  setCamera = (camera: VideoDeviceInfo): Promise<void> => this.call.media.setCamera(camera);
  setMicrophone = (microphone: AudioDeviceInfo): Promise<void> => this.call.media.setMicrophone(microphone);
  setSpeaker = (speaker: AudioDeviceInfo): Promise<void> => this.call.media.setSpeaker(speaker);

  async queryCameras(): Promise<VideoDeviceInfo[]> {
    await this.call.media.list();
    return this.core.state.devices.cameras;
  }

  async queryMicrophones(): Promise<AudioDeviceInfo[]> {
    await this.call.media.list();
    return this.core.state.devices.microphones;
  }

  async querySpeakers(): Promise<AudioDeviceInfo[]> {
    await this.call.media.list();
    return this.core.state.devices.speakers;
  }

  // Pictures

  createStreamView = (
    remoteUserId?: string,
    options?: VideoStreamOptions,
  ): Promise<CreateVideoStreamViewResult | undefined> => this.views.create(remoteUserId, options);
  disposeStreamView = (remoteUserId?: string): Promise<void> => this.views.dispose(remoteUserId);
  disposeLocalVideoStreamView = (): Promise<void> => this.views.disposeCamera();
  disposeRemoteVideoStreamView = (remoteUserId: string): Promise<void> => this.views.disposeCamera(remoteUserId);
  disposeScreenShareStreamView = (remoteUserId: string): Promise<void> => this.views.disposeScreen(remoteUserId);

  // Chat

  /** The thread comes with the call. */
  async fetchInitialData(): Promise<void> {}

  /** True: there is nothing older to load, the call brought the last two hundred messages. */
  async loadPreviousChatMessages(): Promise<boolean> {
    return true;
  }

  sendMessage = (content: string): Promise<void> => this.call.chat.say(content);
  updateMessage = (messageId: string, content: string): Promise<void> => this.call.chat.edit(messageId, content);
  deleteMessage = (messageId: string): Promise<void> => this.call.chat.delete(messageId);
  sendReadReceipt = (messageId: string): Promise<void> => this.call.chat.read(messageId);
  sendTypingIndicator = (): Promise<void> => this.call.chat.type();
}

function userId(participant: string | CommunicationIdentifier): string {
  if (typeof participant === 'string') return participant;
  return 'communicationUserId' in participant ? participant.communicationUserId : '';
}
