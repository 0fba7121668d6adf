// What a page tells the shell around it: whose page this is (name, phone, hours, colour). Kept outside React's tree so that
// header and footer stay put while pages come and go.
import { useEffect, useSyncExternalStore } from 'react';
import { inPreview } from '../api/preview';
import type { OfficeHours } from '../api/words';

export interface Frame {
  name: string | null;
  colour: string | null;
  logo: string | null;
  phone: string | null;
  email: string | null;
  hours: readonly OfficeHours[];
  timeZone: string | null;
  /** Where the office's name in the header leads to. */
  home: string;
  /** The page fills the window: no header, no footer. */
  isBare: boolean;
}

const EMPTY: Frame = {
  name: null,
  colour: null,
  logo: null,
  phone: null,
  email: null,
  hours: [],
  timeZone: null,
  home: '/',
  isBare: false,
};
const PRODUCT = 'Frontdesk';
const REMEMBERED_COLOUR = 'frontdesk.colour';

let frame: Frame = { ...EMPTY, colour: localStorage.getItem(REMEMBERED_COLOUR) };
const heard = new Set<() => void>();

function subscribe(tell: () => void): () => void {
  heard.add(tell);
  return () => heard.delete(tell);
}

function put(next: Frame) {
  frame = next;
  if (next.colour && !inPreview) localStorage.setItem(REMEMBERED_COLOUR, next.colour);
  for (const tell of heard) tell();
}

export function useFrame(): Frame {
  return useSyncExternalStore(subscribe, () => frame);
}

interface OfficeLike {
  name: string;
  slug?: string;
  colour?: string;
  logo_url?: string | null;
  phone?: string | null;
  email?: string | null;
  hours?: readonly OfficeHours[];
  time_zone?: string;
}

/** Put an office into the header, the footer and the theme. Undefined (still loading) keeps what is there. */
export function useOfficeFrame(office: OfficeLike | undefined): void {
  useEffect(() => {
    if (!office) return;
    put({
      name: office.name,
      colour: office.colour ?? frame.colour,
      logo: office.logo_url ?? null,
      phone: office.phone ?? null,
      email: office.email ?? null,
      hours: office.hours ?? [],
      timeZone: office.time_zone ?? null,
      home: office.slug ? `/book/${office.slug}` : '/',
      isBare: frame.isBare,
    });
  }, [office]);
}

/** For pages that belong to no office. */
export function useNoOffice(): void {
  useEffect(() => put({ ...EMPTY, name: PRODUCT }), []);
}

/** For a page that fills the window, while it is there. */
export function useBareShell(): void {
  useEffect(() => {
    put({ ...frame, isBare: true });
    return () => put({ ...frame, isBare: false });
  }, []);
}
