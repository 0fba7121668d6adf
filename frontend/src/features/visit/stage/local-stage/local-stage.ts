// The local stage: our own adapter over WebRTC, with the emulator's call socket behind it.
import { EndAndConnection } from '../stage-signals';
import { type Pass, type StageDevices, type StageOptions, StageUnavailable, type VisitStage } from '../visit-stage';
import { AdapterCore } from './adapter-core';
import { stateBeforeCall } from './call-state';
import { LocalAdapter } from './local-adapter';
import { LocalCall } from './local-call';
import { offerProbe } from './probe';

/** Enter the call at once. Rejects with `StageUnavailable` for a pass without a call socket or an old browser. */
export async function createLocalStage(
  pass: Pass,
  devices: StageDevices,
  { refreshPass }: StageOptions,
): Promise<VisitStage> {
  if (!pass.socket_url) throw new StageUnavailable('This pass names no call socket.');
  if (!('RTCPeerConnection' in window)) throw new StageUnavailable('This browser cannot make calls.');
  const signals = new EndAndConnection();
  const core = new AdapterCore(stateBeforeCall(pass.user_id, pass.display_name));
  const call: LocalCall = new LocalCall({
    core,
    pass,
    devices,
    refreshPass,
    connection: (connection) => signals.connection(connection),
    ended: (end) => signals.end(end),
    chatOpened: () => core.events.emit('chatInitialized', { adapter }),
  });
  const adapter = new LocalAdapter(core, call);
  const withdrawProbe = offerProbe(adapter, () => call.mesh.connections());
  adapter.joinCall();
  return {
    kind: 'local',
    adapter,
    onEnd: (heard) => signals.onEnd(heard),
    onConnection: (heard) => signals.onConnection(heard),
    endForAll: () => adapter.leaveCall(true),
    dispose: () => {
      withdrawProbe();
      signals.silence();
      adapter.dispose();
    },
  };
}
