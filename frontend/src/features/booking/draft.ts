// What somebody has chosen and typed so far, kept in this tab until it is closed: neither back nor reload loses it.
import { useCallback, useSyncExternalStore } from 'react';
import { bookingKey as keyOf } from '../../api/booking-contact';
import { inPreview } from '../../api/preview';
import type { Booked, Hold } from '../../api/words';
import type { Answers } from './details/answers';

export interface GuestTyped {
  name: string;
  email: string;
}

export interface Details {
  name: string;
  email: string;
  phone: string;
  smsConsent: boolean;
  /** Somebody else is seen, by this name. */
  forOther: boolean;
  attendee: string;
  guests: GuestTyped[];
  /** The version of the wording that was agreed to. */
  agreed: number | null;
}

export interface KeptHold extends Hold {
  /** "Keep it longer" works once. */
  extended: boolean;
  /** Given back while leaving the page; on return the same time is asked for again. */
  released: boolean;
}

export type Channel = 'email' | 'sms';

/** A code that was sent, and whether it was confirmed. */
export interface Proof {
  hold: { id: string; secret: string };
  channel: Channel;
  address: string;
  sentAt: string;
  proven: boolean;
}

export interface Draft {
  /** A zone chosen by hand; the browser's otherwise. */
  zone: string | null;
  hold: KeptHold | null;
  details: Details;
  /** Typed answers to the questions of each service, by its id. */
  answers: Readonly<Record<string, Answers>>;
  /** What the page's address answered when it was opened, by question id. */
  given: Readonly<Record<string, string[]>>;
  proof: Proof | null;
  booked: Booked | null;
}

const EMPTY: Draft = {
  zone: null,
  hold: null,
  details: {
    name: '',
    email: '',
    phone: '',
    smsConsent: false,
    forOther: false,
    attendee: '',
    guests: [],
    agreed: null,
  },
  answers: {},
  given: {},
  proof: null,
  booked: null,
};

const drafts = new Map<string, Draft>();
const heard = new Set<() => void>();

export function readDraft(office: string): Draft {
  const known = drafts.get(office);
  if (known) return known;
  let draft = EMPTY;
  // A frame shares its tab's storage: a preview must neither find nor leave anything there.
  if (inPreview) return draft;
  try {
    const kept = sessionStorage.getItem(keyOf(office));
    if (kept) {
      const known = JSON.parse(kept) as Partial<Draft>;
      draft = { ...EMPTY, ...known, details: { ...EMPTY.details, ...known.details } };
    }
  } catch {
    // Unreadable or forbidden storage: begin afresh; booking works without it.
  }
  drafts.set(office, draft);
  return draft;
}

export function changeDraft(office: string, change: Partial<Draft>): void {
  const next = { ...readDraft(office), ...change };
  drafts.set(office, next);
  for (const tell of heard) tell();
  if (inPreview) return;
  try {
    sessionStorage.setItem(keyOf(office), JSON.stringify(next));
  } catch {
    // Storage is full or forbidden: the draft lives as long as the page.
  }
}

function subscribe(tell: () => void): () => void {
  heard.add(tell);
  return () => heard.delete(tell);
}

export function useDraft(office: string): [Draft, (change: Partial<Draft>) => void] {
  const draft = useSyncExternalStore(subscribe, () => readDraft(office));
  const change = useCallback((next: Partial<Draft>) => changeDraft(office, next), [office]);
  return [draft, change];
}

/** The reader's zone: chosen by hand, or the browser's. */
export function readerZone(draft: Draft): string {
  return draft.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
