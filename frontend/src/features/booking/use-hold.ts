// The time somebody has picked, kept for them while they fill in the rest. Changing the pick gives the old one back first
// (two holds of one person would stand in each other's way); leaving gives it back too, coming back asks for it again.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { codeOf } from '../../api/problem';
import type { Hold, Slot, Wall } from '../../api/words';
import { changeDraft, type KeptHold, readDraft, readerZone, useDraft } from './draft';
import { extendHold, nearestOf, releaseHold, releaseHoldLeaving, slotsKey, takeHold } from './queries';
import { type Choice, providerIdOf } from './steps';

/** What was wished for: enough to ask again, and to say what it was. */
export interface Pick {
  serviceId: string;
  /** Null: whoever is free. */
  providerId: string | null;
  /** How long; null: as long as the service is. */
  minutes: number | null;
  startsAt: string;
  reader: Wall;
}

export interface Taken {
  reader: Wall;
  nearest: Slot[];
}

export interface HoldState {
  /** The private link that one came by. */
  privateToken: string | null;
  hold: KeptHold | null;
  /** The start that is being asked for right now. */
  pending: string | null;
  /** Very many come just now, and the page works for its turn. */
  working: boolean;
  /** The wish that somebody else got first. */
  taken: Taken | null;
  /** Any other trouble while asking. */
  trouble: unknown;
  take: (pick: Pick) => Promise<Hold | null>;
  extend: () => Promise<void>;
  release: () => void;
  setTaken: (taken: Taken | null) => void;
}

export function minutesOf({ starts_at, ends_at }: { starts_at: string; ends_at: string }): number {
  return (Date.parse(ends_at) - Date.parse(starts_at)) / 60_000;
}

export function pickOf(hold: Hold): Pick {
  const { service_id, provider_id, starts_at, reader } = hold;
  return { serviceId: service_id, providerId: provider_id, minutes: minutesOf(hold), startsAt: starts_at, reader };
}

/** The wish for one of the listed times, by the choice made so far. */
export function pickFrom(choice: Choice, slot: Slot): Pick | null {
  if (!choice.service) return null;
  return {
    serviceId: choice.service.id,
    providerId: providerIdOf(choice),
    minutes: choice.duration?.minutes ?? null,
    startsAt: slot.starts_at,
    reader: slot.reader,
  };
}

export function useHold(office: string, privateToken: string | null): HoldState {
  const [{ hold }, change] = useDraft(office);
  const queries = useQueryClient();
  const [pending, setPending] = useState<string | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [working, setWorking] = useState(false);
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
        const next = await takeHold(office, { ...pick, timeZone, privateToken }, () => setWorking(true));
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
        setWorking(false);
      }
    },
    [office, privateToken, change, queries],
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

  return { privateToken, hold, pending, working, taken, trouble, take, extend, release, setTaken };
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
