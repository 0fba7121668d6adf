// Notices from the server over server-sent events. A notice says only that something changed; pages ask again for what
// they show. A lost stream is opened again with growing pauses, and counts as a notice itself: something may have been missed.
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { inPreview } from './preview';
import { serverNow } from './server-clock';

export interface Notice {
  /** `changed` by the server; `reconnected` when the stream came back. */
  kind: 'changed' | 'reconnected';
  name: string | null;
  id: string | null;
}

export interface Live {
  state: 'connecting' | 'open' | 'lost';
  /** The server's clock when the stream was last known to be open, in milliseconds since 1970. */
  lastSeenAt: number | null;
}

const PAUSE_FIRST_MS = 1000;
const PAUSE_MAX_MS = 30_000;

/** How long to wait before attempt `attempt` (from 0): 1, 2, 4 … 30 seconds, the half of it by chance. */
export function pauseBefore(attempt: number, chance = Math.random()): number {
  const full = Math.min(PAUSE_MAX_MS, PAUSE_FIRST_MS * 2 ** attempt);
  return full / 2 + (full / 2) * chance;
}

function noticeOf(data: string): Notice {
  try {
    const said = JSON.parse(data) as { name?: unknown; id?: unknown };
    return {
      kind: 'changed',
      name: typeof said.name === 'string' ? said.name : null,
      id: typeof said.id === 'string' ? said.id : null,
    };
  } catch {
    // Not knowing what changed, everything is asked again: that is what a notice without a name means.
    return { kind: 'changed', name: null, id: null };
  }
}

export interface LiveHandlers {
  onNotice: (notice: Notice) => void;
  onState: (state: Live['state']) => void;
}

/** Keep a stream open until the returned function is called. */
export function openLive(url: string, { onNotice, onState }: LiveHandlers): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let wasOpen = false;

  function open() {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(url);
    source.onopen = () => {
      attempt = 0;
      onState('open');
      if (wasOpen) onNotice({ kind: 'reconnected', name: null, id: null });
      wasOpen = true;
    };
    source.onerror = () => {
      source?.close();
      source = null;
      onState('lost');
      timer = setTimeout(open, pauseBefore(attempt++));
    };
    source.addEventListener('changed', (event) => onNotice(noticeOf((event as MessageEvent<string>).data)));
  }

  function wake() {
    if (!source && document.visibilityState === 'visible') {
      attempt = 0;
      open();
    }
  }

  open();
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);
  return () => {
    clearTimeout(timer);
    source?.close();
    window.removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', wake);
  };
}

/** Listen to a stream while the component is there. A null `url` listens to nothing. */
export function useLive(url: string | null, onNotice: (notice: Notice) => void): Live {
  const [live, setLive] = useState<Live>({ state: 'connecting', lastSeenAt: null });
  const heard = useRef(onNotice);
  heard.current = onNotice;
  useEffect(() => {
    if (url === null) return;
    if (inPreview) return setLive({ state: 'open', lastSeenAt: serverNow() });
    return openLive(url, {
      onNotice: (notice) => heard.current(notice),
      onState: (state) =>
        setLive((before) => ({
          state,
          lastSeenAt: state === 'open' || before.state === 'open' ? serverNow() : before.lastSeenAt,
        })),
    });
  }, [url]);
  return live;
}

/** Ask again for everything under these query keys whenever a notice comes. */
export function useLiveQueries(url: string | null, keys: readonly QueryKey[]): Live {
  const queries = useQueryClient();
  return useLive(url, () => {
    for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
  });
}
