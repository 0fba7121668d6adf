// The Azure stage: the library's own adapter with the room and the chat thread of the visit. Only pages built with
// `npm run build:acs` contain the calling SDK; in others this stage says so.
import type { AudioDeviceInfo, VideoDeviceInfo } from '@azure/communication-calling';
import { AzureCommunicationTokenCredential } from '@azure/communication-common';
import {
  type CallAndChatLocator,
  type CallWithChatAdapter,
  createAzureCommunicationCallWithChatAdapter,
} from '@azure/communication-react';
import { loadAcsCallingSdk } from './acs-calling-shim';
import { acsEnd } from './acs-end';
import { EndAndConnection } from './stage-signals';
import { type Pass, type StageDevices, type StageOptions, StageUnavailable, type VisitStage } from './visit-stage';

/** The SDK itself gives up late on a network that swallows its requests. */
const START_MS_MAX = 45_000;

/** Load the SDK, make the adapter and join. Rejects with `StageUnavailable`, the cause inside. */
export async function createAcsStage(
  pass: Pass,
  devices: StageDevices,
  { refreshPass }: StageOptions,
): Promise<VisitStage> {
  const credential = credentialOf(pass, refreshPass);
  let stage: AcsStage | undefined;
  try {
    await loadAcsCallingSdk();
    const adapter = await withinTime(createAdapter(pass, credential));
    stage = new AcsStage(adapter, () => credential.dispose());
    await chooseDevices(adapter, devices);
    stage.join(devices);
    return stage;
  } catch (cause) {
    if (stage) stage.dispose();
    else credential.dispose();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StageUnavailable(`The call on Azure could not be started: ${why}`, { cause });
  }
}

/** One credential for call and chat. The refresher gives the same identity each time: another would break the session. */
function credentialOf(pass: Pass, refreshPass: () => Promise<Pass>): AzureCommunicationTokenCredential {
  return new AzureCommunicationTokenCredential({
    token: pass.token,
    refreshProactively: true,
    tokenRefresher: async () => (await refreshPass()).token,
  });
}

function createAdapter(pass: Pass, credential: AzureCommunicationTokenCredential): Promise<CallWithChatAdapter> {
  return createAzureCommunicationCallWithChatAdapter({
    userId: { communicationUserId: pass.user_id },
    displayName: pass.display_name,
    credential,
    endpoint: pass.endpoint,
    locator: locatorOf(pass),
  });
}

/**
 * The one cast of this stage. The released type of the locator knows group calls only, because a room keeps nobody out of
 * a chat thread; at run time the call locator is handed to the call adapter as it is, and that one takes rooms. Our server
 * adds and removes thread participants together with the room's.
 */
function locatorOf(pass: Pass): CallAndChatLocator {
  const locator = { callLocator: { roomId: pass.room_id }, chatThreadId: pass.chat_thread_id };
  return locator as unknown as CallAndChatLocator;
}

class AcsStage implements VisitStage {
  readonly kind = 'acs';
  private readonly signals = new EndAndConnection();
  private wish: 'leave' | 'end' | null = null;

  constructor(
    readonly adapter: CallWithChatAdapter,
    private readonly disposeCredential: () => void,
  ) {
    const leave = adapter.leaveCall.bind(adapter);
    adapter.leaveCall = (forEveryone) => {
      this.wish = forEveryone ? 'end' : 'leave';
      return leave(forEveryone);
    };
    adapter.on('callEnded', (codes) => {
      this.signals.end(acsEnd(codes, this.wish));
      this.signals.connection('over');
    });
    adapter.on('callError', (error) => {
      if (error.target === 'CallAgent.join') this.fail(error);
    });
    adapter.onStateChange(({ call }) => {
      if (call?.state === 'Connected') this.signals.connection('connected');
    });
  }

  join(devices: StageDevices): void {
    this.adapter.joinCall({ microphoneOn: devices.microphoneOn || 'keep', cameraOn: devices.cameraOn || 'keep' });
  }

  onEnd(heard: Parameters<VisitStage['onEnd']>[0]): () => void {
    return this.signals.onEnd(heard);
  }

  onConnection(heard: Parameters<VisitStage['onConnection']>[0]): () => void {
    return this.signals.onConnection(heard);
  }

  endForAll(): Promise<void> {
    return this.adapter.leaveCall(true);
  }

  dispose(): void {
    this.signals.silence();
    this.adapter.dispose();
    this.disposeCredential();
  }

  private fail(error: Error): void {
    this.signals.end({ reason: 'failed', byMe: false, error });
    this.signals.connection('over');
  }
}

/** What was chosen before the call, as far as it is there. */
async function chooseDevices(adapter: CallWithChatAdapter, devices: StageDevices): Promise<void> {
  try {
    const access = await adapter.askDevicePermission({ audio: true, video: devices.cameraOn });
    if (!devices.microphoneOn) await adapter.mute();
    const camera = access.video ? find(await adapter.queryCameras(), devices.cameraId) : undefined;
    if (camera) await adapter.setCamera(camera);
    const microphone = access.audio ? find(await adapter.queryMicrophones(), devices.microphoneId) : undefined;
    if (microphone) await adapter.setMicrophone(microphone);
    const speaker = access.audio ? find(await adapter.querySpeakers(), devices.speakerId) : undefined;
    if (speaker) await adapter.setSpeaker(speaker);
  } catch (error) {
    // Nobody is kept out for want of a device. The adapter has told the composite already, which shows it in the call.
    console.warn('A device could not be chosen before the call.', error);
  }
}

/** The SDK's ids are the browser's with a word before them, e.g. `camera:…`. */
function find<Device extends VideoDeviceInfo | AudioDeviceInfo>(
  found: Device[],
  id: string | null,
): Device | undefined {
  if (!id) return undefined;
  return found.find((device) => device.id === id || device.id.endsWith(`:${id}`));
}

async function withinTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Azure did not answer in time.')), START_MS_MAX);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
