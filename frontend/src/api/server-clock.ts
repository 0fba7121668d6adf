// The server's clock. Answers carry `now`; countdowns and waits are told by that clock, not by the browser's, which may
// be wrong (or the server's may be shifted on purpose, in a demo).
import { useEffect, useState, useSyncExternalStore } from 'react';

let offsetMs = 0;
const heard = new Set<() => void>();

/** Remember how far the server's clock is from ours. Called for each answer that has a `now`. */
export function noteServerNow(now: string): void {
  const server = Date.parse(now);
  if (Number.isNaN(server)) return;
  const next = server - Date.now();
  // Answers take a moment to arrive: smaller differences are travel time, not news.
  if (Math.abs(next - offsetMs) < 1500) return;
  offsetMs = next;
  for (const tell of heard) tell();
}

/** The server's now, in milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}

function subscribe(tell: () => void): () => void {
  heard.add(tell);
  return () => heard.delete(tell);
}

/** The server's now, told again every `everyMs`. In milliseconds since 1970. */
export function useServerNow(everyMs = 1000): number {
  const offset = useSyncExternalStore(subscribe, () => offsetMs);
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    setNow(Date.now() + offset);
    const timer = setInterval(() => setNow(Date.now() + offset), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, offset]);
  return now;
}
