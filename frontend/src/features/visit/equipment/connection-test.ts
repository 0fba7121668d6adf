// Two plain questions before a visit: does the server answer, and how fast; and can this browser connect a call at all.
// Nothing here measures the line for video, so nothing here promises it.

export type Connection =
  | { state: 'testing' }
  | { state: 'good' | 'slow'; ms: number }
  | { state: 'offline' | 'noCalls' };

const ROUNDS = 3;
const SLOW_MS = 400;
const CALL_MS = 6000;

/** The middle of three round trips, in milliseconds. `ask` goes to the server and back. */
async function roundTrip(ask: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const from = performance.now();
    await ask();
    took.push(performance.now() - from);
  }
  return took.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
}

/** Connect two ends of a call inside this browser. */
async function canCall(): Promise<boolean> {
  if (!('RTCPeerConnection' in window)) return false;
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
  try {
    here.onicecandidate = ({ candidate }) => void there.addIceCandidate(candidate ?? undefined).catch(() => undefined);
    there.onicecandidate = ({ candidate }) => void here.addIceCandidate(candidate ?? undefined).catch(() => undefined);
    const channel = here.createDataChannel('test');
    const opened = new Promise<boolean>((tell) => {
      channel.onopen = () => tell(true);
      setTimeout(() => tell(false), CALL_MS);
    });
    await here.setLocalDescription(await here.createOffer());
    await there.setRemoteDescription(here.localDescription as RTCSessionDescription);
    await there.setLocalDescription(await there.createAnswer());
    await here.setRemoteDescription(there.localDescription as RTCSessionDescription);
    return await opened;
  } catch {
    // A browser that refuses any step cannot call: that is the answer.
    return false;
  } finally {
    here.close();
    there.close();
  }
}

export async function testConnection(ask: () => Promise<unknown>): Promise<Connection> {
  const calls = canCall();
  let ms: number;
  try {
    ms = await roundTrip(ask);
  } catch {
    return { state: 'offline' };
  }
  if (!(await calls)) return { state: 'noCalls' };
  return { state: ms > SLOW_MS ? 'slow' : 'good', ms: Math.round(ms) };
}
