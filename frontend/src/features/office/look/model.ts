// The office's profile and look while somebody edits them, and what of it is sent.
import type { Profile, ProfileChange } from '../../../api/words';
import { numberOf } from '../amounts';

export interface TypedProfile {
  name: string;
  phone: string;
  email: string;
  address: string;
  time_zone: string;
  locale: string;
  region: string;
  door: string;
}

export interface TypedLook {
  colour: string;
  welcome_text: string;
  booked_note: string;
  waiting_title: string;
  waiting_subtitle: string;
}

export const TEXTS = ['welcome_text', 'booked_note', 'waiting_title', 'waiting_subtitle'] as const;
export const DOOR_MINUTES_MAX = 240;

export function profileOf(saved: Profile): TypedProfile {
  const { name, phone, email, address, time_zone, locale, region, door_opens_minutes } = saved;
  return {
    name,
    phone: phone ?? '',
    email: email ?? '',
    address: address ?? '',
    time_zone,
    locale,
    region,
    door: String(door_opens_minutes),
  };
}

export function lookOf(saved: Profile): TypedLook {
  const { colour, welcome_text, booked_note, waiting_title, waiting_subtitle } = saved;
  return {
    colour,
    welcome_text: welcome_text ?? '',
    booked_note: booked_note ?? '',
    waiting_title: waiting_title ?? '',
    waiting_subtitle: waiting_subtitle ?? '',
  };
}

const orNull = (typed: string) => typed.trim() || null;

/** Everything as it would be saved. */
export function profileWhole(typed: TypedProfile) {
  return {
    name: typed.name.trim(),
    phone: orNull(typed.phone),
    email: orNull(typed.email),
    address: orNull(typed.address),
    time_zone: typed.time_zone,
    locale: typed.locale,
    region: typed.region,
    door_opens_minutes: numberOf(typed.door) ?? 0,
  } satisfies ProfileChange;
}

export function lookWhole(typed: TypedLook) {
  return {
    colour: typed.colour,
    welcome_text: orNull(typed.welcome_text),
    booked_note: orNull(typed.booked_note),
    waiting_title: orNull(typed.waiting_title),
    waiting_subtitle: orNull(typed.waiting_subtitle),
  } satisfies ProfileChange;
}

/** What differs from what is saved: only that is sent, so that only that is changed. */
export function differing(whole: ProfileChange, saved: Profile): ProfileChange {
  const known: Record<string, unknown> = { ...saved };
  return Object.fromEntries(Object.entries(whole).filter(([name, value]) => known[name] !== value));
}

export type ProfileMistake = 'name' | 'email' | 'door';

export function profileMistakes({ name, email, door }: TypedProfile): ProfileMistake[] {
  const minutes = numberOf(door);
  const wrong: ProfileMistake[] = [];
  if (!name.trim()) wrong.push('name');
  if (email.trim() && !/^\S+@\S+\.\S+$/.test(email.trim())) wrong.push('email');
  if (minutes === null || minutes > DOOR_MINUTES_MAX) wrong.push('door');
  return wrong;
}
