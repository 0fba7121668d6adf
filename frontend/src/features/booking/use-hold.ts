// The time somebody has picked, kept for them while they fill in the rest. Changing the pick gives the old one back first
// (two holds of one person would stand in each other's way); leaving gives it back too, coming back asks for it again.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { codeOf } from '../../api/problem';
import type { Hold, Slot, Wall } from '../../api/words';
import { changeDraft, type KeptHold, readDraft, readerZone, useDraft } from './draft';
import { extendHold, nearestOf, releaseHold, releaseHoldLeaving, slotsKey, takeHold } from './queries';

/** What was wished for: enough to ask again, and to say what it was. */
export interface Pick {
  serviceId: string;
  /** Null: whoever is free. */
  providerId: string | null;
  startsAt: string;
  reader: Wall;
}

export interface Taken {
  reader: Wall;
  nearest: Slot[];
}

export interface HoldState {
  hold: KeptHold | null;
  /** The start that is being asked for right now. */
  pending: string | null;
  /** The wish that somebody else got first. */
  taken: Taken | null;
  /** Any other trouble while asking. */
  trouble: unknown;
  take: (pick: Pick) => Promise<Hold | null>;
  extend: () => Promise<void>;
  release: () => void;
  setTaken: (taken: Taken | null) => void;
}

export function pickOf(hold: Hold): Pick {
  return { serviceId: hold.service_id, providerId: hold.provider_id, startsAt: hold.starts_at, reader: hold.reader };
}

export function useHold(office: string): HoldState {
  const [{ hold }, change] = useDraft(office);
  const queries = useQueryClient();
  const [pending, setPending] = useState<string | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const busy = useRef(false);

  const take = useCallback(
    async (pick: Pick): Promise<Hold | null> => {
      if (busy.current) return null;
      busy.current = true;
      setPending(pick.startsAt);
      setTaken(null);
      setTrouble(null);
      const draft = readDraft(office);
      try {
        if (draft.hold) await releaseHold(office, draft.hold);
        const timeZone = readerZone(draft);
        const next = await takeHold(office, { ...pick, timeZone });
        change({ hold: { ...next, extended: false, released: false } });
        return next;
      } catch (error) {
        change({ hold: null });
        if (codeOf(error) === 'slot_taken') setTaken({ reader: pick.reader, nearest: nearestOf(error) });
        else setTrouble(error);
        await queries.invalidateQueries({ queryKey: slotsKey });
        return null;
      } finally {
        busy.current = false;
        setPending(null);
      }
    },
    [office, change, queries],
  );

  const extend = useCallback(async () => {
    const kept = readDraft(office).hold;
    if (!kept) return;
    try {
      const next = await extendHold(office, kept);
      change({ hold: { ...kept, ...next, extended: true } });
    } catch (error) {
      change({ hold: { ...kept, extended: true } });
      setTrouble(error);
    }
  }, [office, change]);

  const release = useCallback(() => {
    const kept = readDraft(office).hold;
    if (!kept) return;
    change({ hold: null });
    if (!kept.released) void releaseHold(office, kept);
  }, [office, change]);

  useLeaving(office, take);

  return { hold, pending, taken, trouble, take, extend, release, setTaken };
}

/** Gives the hold back when the page goes away, and asks for the same time when it comes back. */
function useLeaving(office: string, take: (pick: Pick) => Promise<Hold | null>): void {
  useEffect(() => {
    function leave() {
      const { hold } = readDraft(office);
      if (!hold || hold.released) return;
      changeDraft(office, { hold: { ...hold, released: true } });
      releaseHoldLeaving(office, hold);
    }
    function comeBack() {
      const { hold } = readDraft(office);
      if (hold?.released) void take(pickOf(hold));
    }
    comeBack();
    window.addEventListener('pagehide', leave);
    window.addEventListener('pageshow', comeBack);
    return () => {
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('pageshow', comeBack);
      leave();
    };
  }, [office, take]);
}
