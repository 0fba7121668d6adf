// A service while somebody edits it: numbers as typed, money as written, and what of it differs from what is saved.
import type { NewService, ServiceChange, ServiceSetting } from '../../api/words';

/** What this page sets. All further rules of a service stay as they are. */
type OnThisPage =
  | 'name'
  | 'text'
  | 'category'
  | 'duration_minutes'
  | 'step_minutes'
  | 'buffer_before_minutes'
  | 'buffer_after_minutes'
  | 'notice_minutes'
  | 'window_days'
  | 'price_minor'
  | 'currency'
  | 'colour'
  | 'active'
  | 'position'
  | 'provider_ids'
  | 'reminder_offsets_minutes'
  | 'cancel_cutoff_minutes'
  | 'move_cutoff_minutes';

export type SavedService = Pick<ServiceSetting, OnThisPage>;

export interface TypedService {
  name: string;
  text: string;
  category: string;
  duration: string;
  step: string;
  bufferBefore: string;
  bufferAfter: string;
  notice: Amount;
  window: string;
  price: string;
  currency: string;
  colour: string;
  position: string;
  active: boolean;
  providers: string[];
  reminders: Amount[];
  cancel: Amount;
  move: Amount;
}

export type Unit = 'minutes' | 'hours' | 'days';

export interface Amount {
  count: string;
  unit: Unit;
}

const MINUTES: Record<Unit, number> = { minutes: 1, hours: 60, days: 1440 };

/** 1440 as 1 day, 90 as 90 minutes: the largest unit that divides it. */
export function amountOf(minutes: number): Amount {
  for (const unit of ['days', 'hours'] as const) {
    if (minutes > 0 && minutes % MINUTES[unit] === 0) return { count: String(minutes / MINUTES[unit]), unit };
  }
  return { count: String(minutes), unit: minutes === 0 ? 'hours' : 'minutes' };
}

/** A whole number of at least zero as typed, or null. */
export function numberOf(typed: string): number | null {
  return /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : null;
}

export function minutesOf({ count, unit }: Amount): number | null {
  const number = numberOf(count);
  return number === null ? null : number * MINUTES[unit];
}

function digitsOf(currency: string): number {
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
    return maximumFractionDigits ?? 2;
  } catch {
    // Not the name of a currency: the field says so.
    return 2;
  }
}

/** "35" or "35,50" in the smallest coin of the currency; null for anything else. */
export function minorOf(price: string, currency: string): number | null {
  const found = /^(\d{1,8})(?:[.,](\d+))?$/.exec(price.trim());
  if (!found) return null;
  const digits = digitsOf(currency);
  const fraction = found[2] ?? '';
  if (fraction.length > digits) return null;
  return Number(found[1]) * 10 ** digits + Number(fraction.padEnd(digits, '0') || 0);
}

export function priceOf(minor: number | null, currency: string | null): string {
  if (minor === null || !currency) return '';
  const digits = digitsOf(currency);
  return minor % 10 ** digits === 0 ? String(minor / 10 ** digits) : (minor / 10 ** digits).toFixed(digits);
}

export function typedOf(service: SavedService): TypedService {
  return {
    name: service.name,
    text: service.text,
    category: service.category,
    duration: String(service.duration_minutes),
    step: String(service.step_minutes),
    bufferBefore: String(service.buffer_before_minutes),
    bufferAfter: String(service.buffer_after_minutes),
    notice: amountOf(service.notice_minutes),
    window: String(service.window_days),
    price: priceOf(service.price_minor, service.currency),
    currency: service.currency ?? '',
    colour: service.colour,
    position: String(service.position),
    active: service.active,
    providers: [...service.provider_ids],
    reminders: service.reminder_offsets_minutes.map(amountOf),
    cancel: amountOf(service.cancel_cutoff_minutes),
    move: amountOf(service.move_cutoff_minutes),
  };
}

/** A new one, with the defaults that suit most. */
export function newTyped(providers: readonly string[], position: number, colour: string): TypedService {
  return {
    name: '',
    text: '',
    category: '',
    duration: '20',
    step: '20',
    bufferBefore: '0',
    bufferAfter: '0',
    notice: amountOf(120),
    window: '60',
    price: '',
    currency: '',
    colour,
    position: String(position),
    active: true,
    providers: [...providers],
    reminders: [amountOf(1440), amountOf(60)],
    cancel: amountOf(1440),
    move: amountOf(1440),
  };
}

export type ServiceField =
  | 'name'
  | 'duration'
  | 'step'
  | 'bufferBefore'
  | 'bufferAfter'
  | 'notice'
  | 'window'
  | 'price'
  | 'currency'
  | 'position'
  | 'reminders'
  | 'cancel'
  | 'move';

const within = (value: number | null, least: number, most: number) => value !== null && value >= least && value <= most;
const YEAR_MINUTES = 525_600;

/** The fields that make no sense, in the order of the page. The limits are the server's. */
export function serviceMistakes(typed: TypedService): ServiceField[] {
  const checks: [ServiceField, boolean][] = [
    ['name', typed.name.trim().length > 0 && typed.name.length <= 120],
    ['duration', within(numberOf(typed.duration), 5, 1440)],
    ['price', typed.price.trim() === '' || minorOf(typed.price, typed.currency) !== null],
    ['currency', typed.price.trim() === '' || /^[A-Z]{3}$/.test(typed.currency)],
    ['position', within(numberOf(typed.position), 0, 10_000)],
    ['notice', within(minutesOf(typed.notice), 0, YEAR_MINUTES)],
    ['window', within(numberOf(typed.window), 0, 730)],
    ['step', within(numberOf(typed.step), 5, 1440)],
    ['bufferBefore', within(numberOf(typed.bufferBefore), 0, 480)],
    ['bufferAfter', within(numberOf(typed.bufferAfter), 0, 480)],
    ['reminders', typed.reminders.every((one) => within(minutesOf(one), 5, 43_200))],
    ['cancel', within(minutesOf(typed.cancel), 0, YEAR_MINUTES)],
    ['move', within(minutesOf(typed.move), 0, YEAR_MINUTES)],
  ];
  return checks.filter(([, fits]) => !fits).map(([field]) => field);
}

/** What is sent for a typed service without mistakes. */
export function serviceOf(typed: TypedService): Required<Pick<NewService, OnThisPage>> {
  const priced = typed.price.trim() !== '';
  return {
    name: typed.name.trim(),
    text: typed.text.trim(),
    category: typed.category.trim(),
    duration_minutes: numberOf(typed.duration) ?? 0,
    step_minutes: numberOf(typed.step) ?? 0,
    buffer_before_minutes: numberOf(typed.bufferBefore) ?? 0,
    buffer_after_minutes: numberOf(typed.bufferAfter) ?? 0,
    notice_minutes: minutesOf(typed.notice) ?? 0,
    window_days: numberOf(typed.window) ?? 0,
    price_minor: priced ? minorOf(typed.price, typed.currency) : null,
    currency: priced ? typed.currency : null,
    colour: typed.colour.toLowerCase(),
    active: typed.active,
    position: numberOf(typed.position) ?? 0,
    provider_ids: typed.providers,
    reminder_offsets_minutes: typed.reminders.map((one) => minutesOf(one) ?? 0).sort((one, other) => other - one),
    cancel_cutoff_minutes: minutesOf(typed.cancel) ?? 0,
    move_cutoff_minutes: minutesOf(typed.move) ?? 0,
  };
}

/** Only what differs from what is saved: what somebody else has changed meanwhile stays. */
export function changeOf(typed: TypedService, saved: SavedService): ServiceChange {
  const next = serviceOf(typed);
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  return Object.fromEntries(
    Object.entries(next).filter(([name, value]) =>
      name === 'provider_ids'
        ? !same([...(value as string[])].sort(), [...saved.provider_ids].sort())
        : !same(value, saved[name as OnThisPage]),
    ),
  ) as ServiceChange;
}
