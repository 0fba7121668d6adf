// What somebody typed, kept in this tab until it is saved: a reload, going back or an expired session loses nothing.
import { useCallback, useEffect, useState } from 'react';

const PREFIX = 'frontdesk.draft.';

function kept<Value>(name: string): Value | null {
  const text = sessionStorage.getItem(PREFIX + name);
  if (text === null) return null;
  try {
    return JSON.parse(text) as Value;
  } catch {
    sessionStorage.removeItem(PREFIX + name);
    return null;
  }
}

export interface Draft<Value> {
  /** What was typed; null while nothing differs from what is saved. */
  value: Value | null;
  set: (value: Value) => void;
  /** Saved, or thrown away. */
  clear: () => void;
}

export function useDraft<Value>(name: string): Draft<Value> {
  const [held, setHeld] = useState(() => ({ name, value: kept<Value>(name) }));
  const current = held.name === name ? held : { name, value: kept<Value>(name) };
  useEffect(() => setHeld({ name, value: kept<Value>(name) }), [name]);
  const set = useCallback(
    (value: Value) => {
      sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
      setHeld({ name, value });
    },
    [name],
  );
  const clear = useCallback(() => {
    sessionStorage.removeItem(PREFIX + name);
    setHeld({ name, value: null });
  }, [name]);
  return { value: current.value, set, clear };
}
