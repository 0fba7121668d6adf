// Cameras, microphones, speakers and the screen: which there are, which are chosen, and the tracks that are open.
import type {
  AudioDeviceInfo,
  DeviceAccess,
  PermissionConstraints,
  VideoDeviceInfo,
} from '@azure/communication-calling';
import type { LocalTracks } from './peer';

export type TrackKind = keyof LocalTracks;

export interface DeviceList {
  cameras: VideoDeviceInfo[];
  microphones: AudioDeviceInfo[];
  speakers: AudioDeviceInfo[];
}

/** Enough for a face on a screen; the browser adapts to the line. */
const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };

export class Devices {
  readonly tracks: LocalTracks = { audio: null, camera: null, screen: null };
  private isClosed = false;

  /** `ended`: a device went by itself, was unplugged, or sharing was stopped in the browser's own bar. */
  constructor(
    private readonly changed: () => void,
    private readonly ended: (kind: TrackKind) => void,
  ) {
    navigator.mediaDevices?.addEventListener('devicechange', this.changed);
  }

  static canChooseSpeaker(): boolean {
    return 'setSinkId' in HTMLMediaElement.prototype;
  }

  async openMicrophone(id: string | undefined): Promise<void> {
    const wish = { deviceId: id ? { ideal: id } : undefined, echoCancellation: true, noiseSuppression: true };
    await this.open('audio', () => media().getUserMedia({ audio: wish }));
  }

  async openCamera(id: string | undefined): Promise<void> {
    const wish = { deviceId: id ? { ideal: id } : undefined, ...CAMERA };
    await this.open('camera', () => media().getUserMedia({ video: wish }));
  }

  async openScreen(): Promise<void> {
    await this.open('screen', () => media().getDisplayMedia({ video: true }));
    if (this.tracks.screen) this.tracks.screen.contentHint = 'detail';
  }

  stop(kind: TrackKind): void {
    const track = this.tracks[kind];
    this.tracks[kind] = null;
    if (!track) return;
    track.onended = null;
    track.stop();
  }

  async list(): Promise<DeviceList> {
    const found = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    const of = (kind: MediaDeviceKind) => found.filter((device) => device.kind === kind);
    return {
      cameras: of('videoinput').map((device) => ({
        id: device.deviceId,
        name: device.label || 'Camera',
        deviceType: 'UsbCamera',
      })),
      microphones: of('audioinput').map((device) => sound(device, 'Microphone')),
      speakers: of('audiooutput').map((device) => sound(device, 'Speaker')),
    };
  }

  /** Ask for what is wanted. An open track answers without asking: a second request would end it on some phones. */
  async ask(wanted: PermissionConstraints): Promise<DeviceAccess> {
    if (!navigator.mediaDevices) return { audio: false, video: false };
    return {
      audio: wanted.audio && (this.tracks.audio !== null || (await mayUse('audio'))),
      video: wanted.video && (this.tracks.camera !== null || (await mayUse('video'))),
    };
  }

  close(): void {
    this.isClosed = true;
    navigator.mediaDevices?.removeEventListener('devicechange', this.changed);
    for (const kind of ['audio', 'camera', 'screen'] as const) this.stop(kind);
  }

  private async open(kind: TrackKind, request: () => Promise<MediaStream>): Promise<void> {
    const track = (await request()).getTracks()[0];
    if (!track) throw new DOMException('The device gives nothing.', 'NotFoundError');
    if (this.isClosed) {
      track.stop();
      return;
    }
    this.stop(kind);
    this.tracks[kind] = track;
    track.onended = () => {
      this.stop(kind);
      this.ended(kind);
    };
  }
}

function media(): MediaDevices {
  // Absent on pages that are neither https nor localhost.
  if (!navigator.mediaDevices) throw new DOMException('This page may not use devices.', 'NotAllowedError');
  return navigator.mediaDevices;
}

function sound(device: MediaDeviceInfo, deviceType: 'Microphone' | 'Speaker'): AudioDeviceInfo {
  return {
    id: device.deviceId,
    name: device.label || deviceType,
    isSystemDefault: device.deviceId === 'default',
    deviceType,
  };
}

async function mayUse(kind: 'audio' | 'video'): Promise<boolean> {
  const known = await permission(kind === 'audio' ? 'microphone' : 'camera');
  if (known === 'denied') return false;
  const found = (await media().enumerateDevices()).some((device) => device.kind === `${kind}input`);
  if (known === 'granted' || !found) return found;
  try {
    const stream = await media().getUserMedia({ [kind]: true });
    for (const track of stream.getTracks()) track.stop();
    return true;
  } catch {
    return false;
  }
}

/** Undefined where the browser does not tell: then asking is the only way to know. */
async function permission(name: 'camera' | 'microphone'): Promise<PermissionState | undefined> {
  try {
    return (await navigator.permissions.query({ name })).state;
  } catch {
    return undefined;
  }
}
