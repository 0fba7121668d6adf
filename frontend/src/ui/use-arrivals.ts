// Notices who has come into the waiting room since the last look: with a sound and, for readers of screens, in words.
import { useEffect, useRef } from 'react';
import type { DayVisit } from '../api/words';
import { openSoundAtFirstPress, playArrival } from './arrival-sound';
import { announce } from './live-region';

/** Who waits now and did not at the last look. Nobody is new at the first look. */
export function arrived(before: ReadonlySet<string> | null, waiting: readonly DayVisit[]): DayVisit[] {
  return before === null ? [] : waiting.filter(({ id }) => !before.has(id));
}

/** `waiting` undefined while it is not known yet. `say` puts an arrival into words. */
export function useArrivals(waiting: readonly DayVisit[] | undefined, say: (visit: DayVisit) => string): void {
  const known = useRef<ReadonlySet<string> | null>(null);
  const words = useRef(say);
  words.current = say;
  useEffect(openSoundAtFirstPress, []);
  useEffect(() => {
    if (!waiting) return;
    const fresh = arrived(known.current, waiting);
    known.current = new Set(waiting.map(({ id }) => id));
    if (!fresh.length) return;
    playArrival();
    announce(fresh.map((visit) => words.current(visit)).join(' '), 'assertive');
  }, [waiting]);
}
