// "New visit" stands in the head of the page, what it fills in stands with the board: this is the bell between them.
import { useEffect, useRef } from 'react';

const heard = new Set<() => void>();

export function askForNew(): void {
  for (const tell of heard) tell();
}

export function useAskedForNew(act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const tell = () => latest.current();
    heard.add(tell);
    return () => {
      heard.delete(tell);
    };
  }, []);
}
