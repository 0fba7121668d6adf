// What this tab remembers of a visit: whether the call runs here, so that a reload comes back into it, and whether it was left.
import { useCallback, useState } from 'react';
import { inPreview } from '../../api/preview';
import type { Here } from './face';
import type { StageEndReason } from './stage/visit-stage';

const nameOf = (visitId: string) => `frontdesk.visit.${visitId}`;
const FRESH: Here = { ready: false, end: null };

function isRemembered(value: string): value is StageEndReason {
  return value === 'left' || value === 'ended' || value === 'replaced';
}

function read(visitId: string): Here {
  if (inPreview) return { ready: true, end: null };
  const kept = sessionStorage.getItem(nameOf(visitId));
  if (kept === 'ready') return { ready: true, end: null };
  return kept && isRemembered(kept) ? { ready: true, end: kept } : FRESH;
}

function write(visitId: string, here: Here): void {
  if (inPreview) return;
  if (!here.ready) sessionStorage.removeItem(nameOf(visitId));
  // After trouble a reload is a new attempt.
  else sessionStorage.setItem(nameOf(visitId), here.end && isRemembered(here.end) ? here.end : 'ready');
}

/** This tab's part in a visit, and how to change it. A reload finds it again, another tab or device does not. */
export function useHere(visitId: string): readonly [Here, (next: Here) => void] {
  const [here, setHere] = useState(() => read(visitId));
  const change = useCallback(
    (next: Here) => {
      write(visitId, next);
      setHere(next);
    },
    [visitId],
  );
  return [here, change];
}
