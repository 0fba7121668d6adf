// Camera, microphone and speaker before the call: opened for the preview, chosen, tested, given back. One of these lives as
// long as the page, so that the waiting room goes on with what the check has opened.
import { inPreview } from '../../../api/preview';
import type { StageDevices } from '../stage/visit-stage';
import { rememberChoices, rememberedChoices } from './choices';
import { canChooseSpeaker, playTest } from './sound';
import { type DeviceTrouble, troubleOf } from './trouble';

export type InputKind = 'camera' | 'microphone';
export type DeviceState = 'idle' | 'asking' | 'works' | 'off' | DeviceTrouble;
export type SpeakerState = 'untested' | 'playing' | 'played' | 'heard' | 'silent' | 'failed';

export interface EquipmentSeen {
  readonly camera: DeviceState;
  readonly microphone: DeviceState;
  readonly speaker: SpeakerState;
  readonly cameraTrack: MediaStreamTrack | null;
  readonly microphoneTrack: MediaStreamTrack | null;
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
  readonly speakers: readonly MediaDeviceInfo[];
  readonly choices: StageDevices;
}

const TRACK = { camera: 'cameraTrack', microphone: 'microphoneTrack' } as const;
const CHOSEN = { camera: 'cameraId', microphone: 'microphoneId', speaker: 'speakerId' } as const;
const WANTED = { camera: 'cameraOn', microphone: 'microphoneOn' } as const;
const KINDS: readonly InputKind[] = ['microphone', 'camera'];

export class Equipment {
  private seen: EquipmentSeen = {
    camera: 'idle',
    microphone: 'idle',
    speaker: 'untested',
    cameraTrack: null,
    microphoneTrack: null,
    cameras: [],
    microphones: [],
    speakers: [],
    choices: rememberedChoices(),
  };
  private readonly heard = new Set<() => void>();
  private readonly permissions: PermissionStatus[] = [];
  private isOpen = false;

  readonly subscribe = (tell: () => void): (() => void) => {
    this.heard.add(tell);
    return () => this.heard.delete(tell);
  };

  readonly look = (): EquipmentSeen => this.seen;

  /** Open what is wanted. Opening what is open does nothing. */
  async open(): Promise<void> {
    if (!this.isOpen) {
      this.isOpen = true;
      navigator.mediaDevices?.addEventListener('devicechange', this.changed);
      void this.watchPermissions();
    }
    for (const kind of KINDS) if (!this.seen.choices[WANTED[kind]]) this.change({ [kind]: 'off' });
    await this.ask(KINDS.filter((kind) => this.seen[kind] === 'idle'));
  }

  /** Try again whatever does not work. */
  async checkAgain(): Promise<void> {
    await this.ask(KINDS.filter((kind) => !['works', 'off', 'asking'].includes(this.seen[kind])));
  }

  /** Give everything back; choices stay. */
  close(): void {
    this.isOpen = false;
    navigator.mediaDevices?.removeEventListener('devicechange', this.changed);
    for (const status of this.permissions.splice(0)) status.onchange = null;
    for (const kind of KINDS) this.drop(kind, 'idle');
  }

  async turn(kind: InputKind, on: boolean): Promise<void> {
    this.choose({ [WANTED[kind]]: on });
    if (on) await this.ask([kind]);
    else this.drop(kind, 'off');
  }

  async pick(kind: InputKind | 'speaker', id: string): Promise<void> {
    this.choose({ [CHOSEN[kind]]: id });
    if (kind === 'speaker') this.change({ speaker: 'untested' });
    else if (this.seen.choices[WANTED[kind]]) {
      this.drop(kind, 'asking');
      await this.ask([kind]);
    }
  }

  async testSpeaker(): Promise<void> {
    this.change({ speaker: 'playing' });
    try {
      await playTest(this.seen.choices.speakerId);
      this.change({ speaker: 'played' });
    } catch {
      // A speaker that is gone, or a browser that stays silent: the row says so and offers the next.
      this.change({ speaker: 'failed' });
    }
  }

  answerSpeaker(heard: boolean): void {
    this.change({ speaker: heard ? 'heard' : 'silent' });
  }

  private async ask(kinds: readonly InputKind[]): Promise<void> {
    if (!kinds.length) return;
    // Nobody's camera opens because settings are being changed.
    if (inPreview) return this.change(Object.fromEntries(kinds.map((kind) => [kind, 'off'])));
    this.change(Object.fromEntries(kinds.map((kind) => [kind, 'asking'])));
    if (!navigator.mediaDevices) {
      this.change(Object.fromEntries(kinds.map((kind) => [kind, 'failed'])));
      return;
    }
    const refused: InputKind[] = [];
    for (const kind of kinds) if ((await permission(kind))?.state === 'denied') refused.push(kind);
    const open = kinds.filter((kind) => !refused.includes(kind));
    // A system that forbids the device lets the browser say "granted", so only asking tells; a page's own refusal is known.
    for (const kind of refused) this.drop(kind, 'blocked');
    if (open.length === 2 && (await this.askBoth())) return;
    for (const kind of open) if (this.seen[kind] === 'asking') await this.askOne(kind);
  }

  /** One question for both. False: ask one by one, to learn which of them is the trouble. */
  private async askBoth(): Promise<boolean> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: this.wish('microphone'),
        video: this.wish('camera'),
      });
      for (const kind of KINDS) this.take(kind, trackOf(stream, kind));
      await this.list();
      return true;
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble !== 'blocked') return false;
      const known = await Promise.all(KINDS.map(permission));
      // Closed without an answer: asking at once again would pester.
      if (known.every((status) => status?.state === 'prompt')) {
        for (const kind of KINDS) this.drop(kind, 'blocked');
        return true;
      }
      return false;
    }
  }

  private async askOne(kind: InputKind): Promise<void> {
    try {
      const wish = this.wish(kind);
      const stream = await navigator.mediaDevices.getUserMedia(kind === 'camera' ? { video: wish } : { audio: wish });
      this.take(kind, trackOf(stream, kind));
    } catch (error) {
      this.drop(kind, troubleOf(error));
    }
    await this.list();
  }

  private take(kind: InputKind, track: MediaStreamTrack | undefined): void {
    // The page went on, or the person switched it off, while the browser was asking.
    if (!track || !this.isOpen || !this.seen.choices[WANTED[kind]]) {
      track?.stop();
      return;
    }
    this.seen[TRACK[kind]]?.stop();
    track.onended = () => this.drop(kind, 'missing');
    this.change({ [kind]: 'works', [TRACK[kind]]: track });
  }

  private drop(kind: InputKind, state: DeviceState): void {
    const track = this.seen[TRACK[kind]];
    if (track) {
      track.onended = null;
      track.stop();
    }
    this.change({ [kind]: state, [TRACK[kind]]: null });
  }

  private wish(kind: InputKind): MediaTrackConstraints {
    const id = this.seen.choices[CHOSEN[kind]];
    const device = id ? { deviceId: { ideal: id } } : {};
    return kind === 'camera'
      ? { ...device, width: { ideal: 1280 }, height: { ideal: 720 } }
      : { ...device, echoCancellation: true, noiseSuppression: true };
  }

  private async list(): Promise<void> {
    const found = await navigator.mediaDevices.enumerateDevices();
    const named = (kind: MediaDeviceKind) => found.filter((device) => device.kind === kind && device.deviceId !== '');
    this.change({
      cameras: named('videoinput'),
      microphones: named('audioinput'),
      speakers: canChooseSpeaker() ? named('audiooutput') : [],
    });
  }

  private readonly changed = (): void => {
    void this.list();
    // Something was plugged in: what was missing may be there now.
    if (KINDS.some((kind) => this.seen[kind] === 'missing' || this.seen[kind] === 'busy')) void this.checkAgain();
  };

  /** The person changed their mind in the browser's own settings: no press is needed here. */
  private async watchPermissions(): Promise<void> {
    for (const kind of KINDS) {
      const status = await permission(kind);
      if (!status || !this.isOpen) continue;
      this.permissions.push(status);
      status.onchange = () => {
        if (status.state === 'denied') this.drop(kind, 'blocked');
        else if (this.seen.choices[WANTED[kind]] && this.seen[kind] === 'blocked') void this.ask([kind]);
      };
    }
  }

  private choose(part: Partial<StageDevices>): void {
    const choices = { ...this.seen.choices, ...part };
    rememberChoices(choices);
    this.change({ choices });
  }

  private change(part: Partial<EquipmentSeen>): void {
    this.seen = { ...this.seen, ...part };
    for (const tell of this.heard) tell();
  }
}

function trackOf(stream: MediaStream, kind: InputKind): MediaStreamTrack | undefined {
  return (kind === 'camera' ? stream.getVideoTracks() : stream.getAudioTracks())[0];
}

/** Undefined where the browser does not tell: then asking is the only way to know. */
async function permission(kind: InputKind): Promise<PermissionStatus | undefined> {
  try {
    return await navigator.permissions.query({ name: kind });
  } catch {
    return undefined;
  }
}
