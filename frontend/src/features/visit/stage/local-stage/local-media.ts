// What this browser sends: microphone, camera, screen, hand. Opens and closes devices, tells the composite and the call.
import type {
  AudioDeviceInfo,
  DeviceAccess,
  PermissionConstraints,
  VideoDeviceInfo,
} from '@azure/communication-calling';
import type { VideoStreamOptions } from '@azure/communication-react';
import type { StageDevices } from '../visit-stage';
import type { AdapterCore } from './adapter-core';
import { ownMedia } from './call-state';
import { Devices, type TrackKind } from './devices';
import type { Media } from './socket-protocol';

const SCREEN_SOURCE: VideoDeviceInfo = { id: 'screen', name: 'Screen', deviceType: 'Virtual' };
const UNNAMED_CAMERA: VideoDeviceInfo = { id: '', name: 'Camera', deviceType: 'UsbCamera' };

export class LocalMedia {
  readonly devices: Devices;
  private isMuted: boolean;
  private isHandRaised = false;

  /** `changed`: tracks or announcements are different now. `speaker`: sound goes elsewhere now. */
  constructor(
    private readonly core: AdapterCore,
    private readonly userId: string,
    private readonly chosen: StageDevices,
    private readonly changed: () => void,
    private readonly speaker: (speakerId: string) => void,
  ) {
    this.isMuted = !chosen.microphoneOn;
    this.devices = new Devices(
      () => void this.list(),
      (kind) => this.ended(kind),
    );
  }

  /** What is announced to the others. */
  announced(): Media {
    const { audio, camera, screen } = this.devices.tracks;
    return {
      muted: this.isMuted || !audio,
      camera: camera !== null,
      screen: screen !== null,
      handRaised: this.isHandRaised,
    };
  }

  /** Open what was chosen before the call. Joining never waits for it, and nothing that fails here stops anything. */
  async begin(): Promise<void> {
    await this.list();
    if (this.chosen.speakerId) this.speaker(this.chosen.speakerId);
    await Promise.all([
      this.chosen.microphoneOn ? this.openMicrophone() : undefined,
      this.chosen.cameraOn ? this.startCamera() : undefined,
    ]);
    await this.list();
  }

  async mute(): Promise<void> {
    this.isMuted = true;
    this.tell();
  }

  async unmute(): Promise<void> {
    this.isMuted = false;
    if (!this.devices.tracks.audio) await this.openMicrophone();
    else this.tell();
  }

  async startCamera(_options?: VideoStreamOptions): Promise<void> {
    if (this.devices.tracks.camera) return;
    try {
      await this.devices.openCamera(this.core.state.devices.selectedCamera?.id);
    } catch (error) {
      this.core.callTrouble('Call.startVideo', error);
    }
    this.tell();
  }

  async stopCamera(): Promise<void> {
    this.devices.stop('camera');
    this.tell();
  }

  async startScreen(): Promise<void> {
    try {
      await this.devices.openScreen();
    } catch (error) {
      // Closing the browser's own chooser is a change of mind, not trouble.
      if (!(error instanceof DOMException && error.name === 'NotAllowedError')) {
        this.core.callTrouble('Call.startScreenSharing', error);
      }
    }
    this.tell();
    this.core.events.emit('isLocalScreenSharingActiveChanged', { isScreenSharingOn: this.announced().screen });
  }

  async stopScreen(): Promise<void> {
    this.devices.stop('screen');
    this.tell();
    this.core.events.emit('isLocalScreenSharingActiveChanged', { isScreenSharingOn: false });
  }

  async setHand(isRaised: boolean): Promise<void> {
    this.isHandRaised = isRaised;
    this.tell();
  }

  async setCamera(camera: VideoDeviceInfo): Promise<void> {
    this.core.change((state) => {
      state.devices.selectedCamera = camera;
    });
    if (!this.devices.tracks.camera) return;
    await this.stopCamera();
    await this.startCamera();
  }

  async setMicrophone(microphone: AudioDeviceInfo): Promise<void> {
    this.core.change((state) => {
      state.devices.selectedMicrophone = microphone;
    });
    this.core.events.emit('selectedMicrophoneChanged', microphone);
    if (this.devices.tracks.audio) await this.openMicrophone();
  }

  async setSpeaker(speaker: AudioDeviceInfo): Promise<void> {
    this.core.change((state) => {
      state.devices.selectedSpeaker = speaker;
    });
    this.core.events.emit('selectedSpeakerChanged', speaker);
    this.speaker(speaker.id);
  }

  async ask(wanted: PermissionConstraints): Promise<DeviceAccess> {
    const access = await this.devices.ask(wanted);
    this.core.change((state) => {
      state.devices.deviceAccess = access;
    });
    await this.list();
    return access;
  }

  /** Read which devices there are; a choice that is gone gives way to the first there is. */
  async list(): Promise<void> {
    const found = await this.devices.list();
    this.core.change(({ devices }) => {
      Object.assign(devices, found);
      devices.isSpeakerSelectionAvailable = Devices.canChooseSpeaker();
      devices.selectedCamera = choose(found.cameras, devices.selectedCamera?.id ?? this.chosen.cameraId);
      devices.selectedMicrophone = choose(
        found.microphones,
        devices.selectedMicrophone?.id ?? this.chosen.microphoneId,
      );
      devices.selectedSpeaker = choose(found.speakers, devices.selectedSpeaker?.id ?? this.chosen.speakerId);
    });
  }

  close(): void {
    this.devices.close();
  }

  private async openMicrophone(): Promise<void> {
    try {
      await this.devices.openMicrophone(this.core.state.devices.selectedMicrophone?.id);
    } catch (error) {
      this.core.callTrouble('Call.unmute', error);
    }
    this.tell();
  }

  private ended(kind: TrackKind): void {
    if (kind === 'screen') void this.stopScreen();
    else this.tell();
    void this.list();
  }

  /** Bring tracks, state and announcement into step. */
  private tell(): void {
    const wasMuted = this.core.state.call?.isMuted;
    const { audio, camera, screen } = this.devices.tracks;
    if (audio) audio.enabled = !this.isMuted;
    const media = this.announced();
    this.core.change(ownMedia(this.userId, media), ({ call, devices }) => {
      if (!call) return;
      const source = devices.selectedCamera ?? UNNAMED_CAMERA;
      const video = call.localVideoStreams.find((stream) => stream.mediaStreamType === 'Video');
      const sharing = call.localVideoStreams.find((stream) => stream.mediaStreamType === 'ScreenSharing');
      call.localVideoStreams = [
        ...(camera ? [video ?? { source, mediaStreamType: 'Video' as const }] : []),
        ...(screen ? [sharing ?? { source: SCREEN_SOURCE, mediaStreamType: 'ScreenSharing' as const }] : []),
      ];
    });
    if (wasMuted !== undefined && wasMuted !== media.muted) {
      this.core.events.emit('isMutedChanged', { identifier: this.core.state.userId, isMuted: media.muted });
    }
    this.changed();
  }
}

function choose<Device extends { id: string }>(devices: Device[], id: string | null | undefined): Device | undefined {
  return devices.find((device) => device.id === id) ?? devices[0];
}
