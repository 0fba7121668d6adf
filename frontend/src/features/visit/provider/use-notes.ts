// Notes that save themselves. What is typed is kept in this browser until the server has it: a reload, a lost connection or
// an expired session loses nothing.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { serverNow } from '../../../api/server-clock';
import { saveNotes, visitDetailKey } from '../../../api/staff-visits';
import type { VisitDetail } from '../../../api/words';

const KEPT = 'frontdesk.notes.';
const PAUSE_MS = 800;
const AGAIN_MS = 5000;

export type NotesState = 'saved' | 'typing' | 'saving' | 'unsaved';

interface Saved {
  notes: string;
  notes_saved_at: string | null;
}

export function useNotes(office: string, visitId: string, saved: Saved | undefined) {
  const queries = useQueryClient();
  const place = KEPT + visitId;
  const [typed, setTyped] = useState<string | null>(() => localStorage.getItem(place));
  const [state, setState] = useState<NotesState>(typed === null ? 'saved' : 'typing');
  const latest = useRef(typed);
  latest.current = typed;

  const save = useCallback(
    async (text: string) => {
      setState('saving');
      try {
        await saveNotes(office, visitId, text);
      } catch {
        // Kept here; tried again below, and the page says that it is not saved yet.
        setState('unsaved');
        return;
      }
      queries.setQueryData<VisitDetail>(visitDetailKey(office, visitId), (before) =>
        before ? { ...before, notes: text, notes_saved_at: new Date(serverNow()).toISOString() } : before,
      );
      if (latest.current !== text) return;
      localStorage.removeItem(place);
      setTyped(null);
      setState('saved');
    },
    [office, visitId, place, queries],
  );

  useEffect(() => {
    if (typed === null || state === 'saving' || state === 'saved') return;
    const timer = setTimeout(() => void save(typed), state === 'unsaved' ? AGAIN_MS : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, state, save]);

  // Going to another page: what the pause still holds back is sent now.
  useEffect(
    () => () => {
      if (latest.current !== null) void save(latest.current);
    },
    [save],
  );

  return {
    text: typed ?? saved?.notes ?? '',
    state,
    savedAt: saved?.notes_saved_at ?? null,
    write: (text: string) => {
      localStorage.setItem(place, text);
      setTyped(text);
      setState('typing');
    },
  };
}
