// For tests: sums of what the connections of this page really carry. It shows nobody anything that the page's own scripts
// could not see anyway, and exists only where a test has asked for it in this browser before.
import type { CallWithChatAdapter } from '@azure/communication-react';

const ASKED_FOR = 'frontdesk.probe';

export interface StageProbe {
  adapter: CallWithChatAdapter;
  received(): Promise<{ framesDecoded: number; audioPackets: number; connections: number }>;
}

declare global {
  interface Window {
    __frontdeskStage?: StageProbe;
  }
}

/** Put the probe on the window if it was asked for. Returns how to take it away. */
export function offerProbe(adapter: CallWithChatAdapter, connections: () => RTCPeerConnection[]): () => void {
  if (!isAskedFor()) return () => undefined;
  const probe: StageProbe = { adapter, received: () => received(connections()) };
  window.__frontdeskStage = probe;
  return () => {
    if (window.__frontdeskStage === probe) window.__frontdeskStage = undefined;
  };
}

function isAskedFor(): boolean {
  try {
    return window.localStorage.getItem(ASKED_FOR) !== null;
  } catch {
    return false;
  }
}

async function received(connections: readonly RTCPeerConnection[]) {
  const sums = { framesDecoded: 0, audioPackets: 0, connections: connections.length };
  for (const connection of connections) {
    for (const report of (await connection.getStats()).values()) {
      if (report.type !== 'inbound-rtp') continue;
      if (report.kind === 'video') sums.framesDecoded += report.framesDecoded ?? 0;
      if (report.kind === 'audio') sums.audioPackets += report.packetsReceived ?? 0;
    }
  }
  return sums;
}
