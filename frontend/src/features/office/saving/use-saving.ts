// A settings form over something that has a version. What is typed is a draft that remembers the version it was typed over
// and survives a reload; it is saved with `If-Match`, so that nobody is overwritten unseen.
import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf, api, type Tagged } from '../../../api/client';
import { useLiveQueries } from '../../../api/live';
import { ApiProblem, codeOf } from '../../../api/problem';
import { useDraft } from '../../../ui/use-draft';
import { type Choice, changedFields, isSame, merged } from './merging';

/** Ask for something with its version, and again whenever the office changes. */
export function useTagged<Saved>(office: string, queryKey: QueryKey, path: string) {
  const found = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.tagged<Saved>('GET', path, { signal }),
  });
  useLiveQueries(addressOf(`/offices/${office}/stream`), [queryKey]);
  return found;
}

interface Typing<Saved, Typed> extends Tagged<Saved> {
  typed: Typed;
}

export interface Theirs<Saved> extends Tagged<Saved> {
  /** Who saved it and when, as far as the server tells. */
  by: string | null;
  at: string | null;
}

export interface SavingOptions<Saved, Typed extends object> {
  /** Names the draft, such as `service.<id>`. */
  name: string;
  /** What the server said last (`useTagged`), its place in the cache, and its address. */
  latest: Tagged<Saved>;
  queryKey: QueryKey;
  path: string;
  method?: 'PATCH' | 'PUT';
  typedOf: (saved: Saved) => Typed;
  /** What is sent: the difference to what it was typed over, or for PUT the whole. */
  changeOf: (typed: Typed, base: Saved) => unknown;
  /** Whether it makes sense as typed. Otherwise `attempt` grows and nothing is sent. */
  isRight?: (typed: Typed) => boolean;
  /** What else is asked for again once it is saved. */
  also?: readonly QueryKey[];
  onSaved?: (saved: Saved) => void;
}

export interface Saving<Saved, Typed extends object> {
  typed: Typed;
  /** What it was typed over. */
  base: Typed;
  changed: readonly (keyof Typed & string)[];
  set: (part: Partial<Typed>) => void;
  /** How often somebody tried to save: 0 shows no mistakes yet. */
  attempt: number;
  save: () => void;
  discard: () => void;
  busy: boolean;
  /** Why it was not saved; conflicts and removals are not in here. */
  error: Error | null;
  /** Somebody saved another version meanwhile. Shown by the server's refusal, or asked for by `compare`. */
  theirs: Theirs<Saved> | null;
  theirsTyped: Typed | null;
  /** There is a newer version already, but nothing was tried yet. */
  overtaken: boolean;
  compare: () => void;
  /** Take some fields from here and some from there, and save what comes out. */
  settle: (choices: Readonly<Partial<Record<string, Choice>>>) => void;
  /** It is not there any more; what was typed is. */
  removed: boolean;
}

export function useSaving<Saved, Typed extends object>(options: SavingOptions<Saved, Typed>): Saving<Saved, Typed> {
  const { name, latest, queryKey, path, method = 'PATCH', typedOf, changeOf, isRight, also = [], onSaved } = options;
  const queries = useQueryClient();
  const draft = useDraft<Typing<Saved, Typed>>(name);
  const [attempt, setAttempt] = useState(0);
  const [theirs, setTheirs] = useState<Theirs<Saved> | null>(null);
  const base = draft.value ?? latest;
  const baseTyped = typedOf(base.value);
  const typed = { ...baseTyped, ...draft.value?.typed };

  const send = useMutation({
    mutationFn: (typing: Typing<Saved, Typed>) =>
      api.tagged<Saved>(method, path, {
        body: changeOf(typing.typed, typing.value),
        headers: typing.tag ? { 'If-Match': typing.tag } : {},
      }),
    onSuccess: (answer) => {
      queries.setQueryData(queryKey, answer);
      draft.clear();
      setAttempt(0);
      setTheirs(null);
      for (const key of also) void queries.invalidateQueries({ queryKey: key });
      onSaved?.(answer.value);
    },
    onError: (error) => {
      const found = theirsOf<Saved>(error);
      if (!found) return;
      queries.setQueryData(queryKey, { value: found.value, tag: found.tag });
      setTheirs(found);
    },
  });

  function set(part: Partial<Typed>) {
    const next = { ...typed, ...part };
    if (isSame(next, baseTyped)) draft.clear();
    else draft.set({ value: base.value, tag: base.tag, typed: next });
  }
  const changed = changedFields(typed, baseTyped);
  return {
    typed,
    base: baseTyped,
    changed,
    set,
    attempt,
    save: () => {
      setAttempt((before) => before + 1);
      if (send.isPending || (isRight && !isRight(typed))) return;
      send.mutate({ value: base.value, tag: base.tag, typed });
    },
    discard: () => {
      draft.clear();
      setAttempt(0);
      setTheirs(null);
      send.reset();
    },
    busy: send.isPending,
    error: send.error && !isConflict(send.error) && !isGone(send.error) ? send.error : null,
    theirs,
    theirsTyped: theirs ? typedOf(theirs.value) : null,
    overtaken: changed.length > 0 && theirs === null && latest.tag !== base.tag,
    compare: () => setTheirs({ ...latest, by: null, at: null }),
    settle: (choices) => {
      if (!theirs) return;
      const next = merged(typed, typedOf(theirs.value), choices);
      const typing = { value: theirs.value, tag: theirs.tag, typed: next };
      setTheirs(null);
      send.reset();
      if (isSame(next, typedOf(theirs.value))) {
        draft.clear();
        return;
      }
      draft.set(typing);
      if (!isRight || isRight(next)) send.mutate(typing);
      else setAttempt((before) => before + 1);
    },
    removed: isGone(send.error),
  };
}

function isConflict(error: unknown): boolean {
  return codeOf(error) === 'changed_meanwhile';
}

function isGone(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 404;
}

function theirsOf<Saved>(error: unknown): Theirs<Saved> | null {
  if (!(error instanceof ApiProblem) || !isConflict(error) || !error.extras.current) return null;
  const { current, version, changed_by, changed_at } = error.extras;
  return {
    value: current as Saved,
    tag: `"${String(version)}"`,
    by: typeof changed_by === 'string' ? changed_by : null,
    at: typeof changed_at === 'string' ? changed_at : null,
  };
}
