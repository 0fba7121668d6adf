// A service as its pages hold it while somebody types, and what is sent for it. The limits are the server's.
import type { NewService, ProviderSetting, ServiceChange, ServiceSetting } from '../../../api/words';
import { type Amount, amountOf, minorOf, minutesOf, numberOf, priceOf, within } from '../amounts';
import { type Question, questionMistakes } from './questions';

export interface TypedDuration {
  minutes: string;
  price: string;
}

export interface TypedShare {
  weight: string;
  priority: string;
}

export interface TypedService {
  name: string;
  text: string;
  category: string;
  modality: ServiceSetting['modality'];
  colour: string;
  /** The first choice first. */
  durations: TypedDuration[];
  currency: string;
  position: string;
  providers: string[];
  assignment: ServiceSetting['assignment'];
  fairness: string;
  /** By provider, of those who offer it. */
  shares: Record<string, TypedShare>;
  attributes: string[];
  seats: string;
  guests: string;
  approval: boolean;
  requestBlocks: boolean;
  requestExpires: Amount;
  intake: Question[];
  reasons: string[];
  active: boolean;
  hidden: boolean;
  /** Null: not paused. */
  pause: string | null;
  reminders: Amount[];
  notice: Amount;
  windowKind: ServiceSetting['window_kind'];
  windowDays: string;
  windowFrom: string;
  windowUntil: string;
  step: string;
  offset: string;
  packs: boolean;
  bufferBefore: string;
  bufferAfter: string;
  buffersInside: boolean;
  cancel: Amount;
  move: Amount;
  /** Empty: as often as they like. */
  movesMax: string;
  /** Empty: as many as they like. */
  activeMax: string;
}

export type ServiceField = keyof TypedService;

const optional = (typed: string) => (typed.trim() === '' ? null : numberOf(typed));
const numbered = (value: number | null) => (value === null ? '' : String(value));

export function typedOf(service: ServiceSetting): TypedService {
  const first = { minutes: service.duration_minutes, price_minor: service.price_minor };
  return {
    name: service.name,
    text: service.text,
    category: service.category,
    modality: service.modality,
    colour: service.colour,
    durations: [first, ...service.durations].map(({ minutes, price_minor }) => ({
      minutes: String(minutes),
      price: priceOf(price_minor ?? null, service.currency),
    })),
    currency: service.currency ?? '',
    position: String(service.position),
    providers: [...service.provider_ids],
    assignment: service.assignment,
    fairness: String(service.fairness_days),
    shares: Object.fromEntries(
      service.provider_weights.map(({ provider_id, weight = 1, priority = 0 }) => [
        provider_id,
        { weight: String(weight), priority: String(priority) },
      ]),
    ),
    attributes: [...service.required_attributes],
    seats: String(service.seats),
    guests: String(service.guests_max),
    approval: service.approval,
    requestBlocks: service.request_blocks,
    requestExpires: amountOf(service.request_expires_minutes),
    intake: service.intake as Question[],
    reasons: [...service.cancel_reasons],
    active: service.active,
    hidden: service.hidden,
    pause: service.pause_notice,
    reminders: service.reminder_offsets_minutes.map(amountOf),
    notice: amountOf(service.notice_minutes),
    windowKind: service.window_kind,
    windowDays: String(service.window_days),
    windowFrom: service.window_from ?? '',
    windowUntil: service.window_until ?? '',
    step: String(service.step_minutes),
    offset: String(service.step_offset_minutes),
    packs: service.packs_day,
    bufferBefore: String(service.buffer_before_minutes),
    bufferAfter: String(service.buffer_after_minutes),
    buffersInside: service.buffers_inside_hours,
    cancel: amountOf(service.cancel_cutoff_minutes),
    move: amountOf(service.move_cutoff_minutes),
    movesMax: numbered(service.moves_max),
    activeMax: numbered(service.active_per_consumer_max),
  };
}

/** A new one, with the defaults that suit most. */
export function newTyped(people: readonly ProviderSetting[], position: number, colour: string): TypedService {
  const providers = people.filter(({ active }) => active).map(({ id }) => id);
  return {
    name: '',
    text: '',
    category: '',
    modality: 'video',
    colour,
    durations: [{ minutes: '20', price: '' }],
    currency: '',
    position: String(position),
    providers,
    assignment: 'any',
    fairness: '28',
    shares: {},
    attributes: [],
    seats: '1',
    guests: '0',
    approval: false,
    requestBlocks: true,
    requestExpires: amountOf(2880),
    intake: [],
    reasons: [],
    active: true,
    hidden: false,
    pause: null,
    reminders: [amountOf(1440), amountOf(60)],
    notice: amountOf(120),
    windowKind: 'rolling',
    windowDays: '60',
    windowFrom: '',
    windowUntil: '',
    step: '20',
    offset: '0',
    packs: false,
    bufferBefore: '0',
    bufferAfter: '0',
    buffersInside: false,
    cancel: amountOf(1440),
    move: amountOf(1440),
    movesMax: '',
    activeMax: '',
  };
}

const YEAR_MINUTES = 525_600;
const isPriced = ({ durations }: TypedService) => durations.some(({ price }) => price.trim() !== '');

function areDurationsRight(typed: TypedService): boolean {
  const minutes = typed.durations.map((one) => numberOf(one.minutes));
  if (!minutes.every((one) => within(one, 5, 1440)) || new Set(minutes).size < minutes.length) return false;
  if (!isPriced(typed)) return true;
  return typed.durations.every(({ price }) => minorOf(price, typed.currency || 'EUR') !== null);
}

/** The fields that make no sense, in the order of the pages. */
export function serviceMistakes(typed: TypedService): ServiceField[] {
  const people = typed.providers.map((id) => typed.shares[id]).filter((share) => share !== undefined);
  const checks: [ServiceField, boolean][] = [
    ['name', typed.name.trim().length > 0 && typed.name.length <= 120],
    ['durations', areDurationsRight(typed)],
    ['currency', !isPriced(typed) || /^[A-Z]{3}$/.test(typed.currency)],
    ['position', within(numberOf(typed.position), 0, 10_000)],
    [
      'shares',
      typed.assignment !== 'round_robin' ||
        people.every(({ weight, priority }) => within(numberOf(weight), 1, 100) && within(numberOf(priority), 0, 100)),
    ],
    ['fairness', within(numberOf(typed.fairness), 1, 366)],
    ['attributes', typed.attributes.every(isAttribute)],
    ['seats', within(numberOf(typed.seats), 1, 500)],
    ['guests', within(numberOf(typed.guests), 0, 20)],
    ['approval', !typed.approval || numberOf(typed.seats) === 1],
    ['requestExpires', within(minutesOf(typed.requestExpires), 5, 43_200)],
    ['intake', questionMistakes(typed.intake).size === 0],
    ['reasons', typed.reasons.every((reason) => reason.trim() !== '' && reason.length <= 120)],
    ['pause', typed.pause === null || typed.pause.trim() !== ''],
    ['reminders', typed.reminders.every((one) => within(minutesOf(one), 5, 43_200))],
    ['notice', within(minutesOf(typed.notice), 0, YEAR_MINUTES)],
    ['windowDays', typed.windowKind === 'range' || within(numberOf(typed.windowDays), windowLeast(typed), 730)],
    ['windowFrom', typed.windowKind !== 'range' || typed.windowFrom !== ''],
    [
      'windowUntil',
      typed.windowKind !== 'range' || (typed.windowUntil !== '' && typed.windowUntil >= typed.windowFrom),
    ],
    ['step', within(numberOf(typed.step), 5, 1440)],
    ['offset', within(numberOf(typed.offset), 0, 1439)],
    ['bufferBefore', within(numberOf(typed.bufferBefore), 0, 480)],
    ['bufferAfter', within(numberOf(typed.bufferAfter), 0, 480)],
    ['cancel', within(minutesOf(typed.cancel), 0, YEAR_MINUTES)],
    ['move', within(minutesOf(typed.move), 0, YEAR_MINUTES)],
    ['movesMax', typed.movesMax.trim() === '' || within(numberOf(typed.movesMax), 0, 1000)],
    ['activeMax', typed.activeMax.trim() === '' || within(numberOf(typed.activeMax), 1, 1000)],
  ];
  return checks.filter(([, fits]) => !fits).map(([field]) => field);
}

const windowLeast = ({ windowKind }: TypedService) => (windowKind === 'free_days' ? 1 : 0);

/** "language:de": a kind in small letters, and a value. */
export function isAttribute(typed: string): boolean {
  return /^[a-z][a-z0-9_]{0,29}:[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/.test(typed);
}

/** What is sent for a typed service without mistakes. */
export function serviceOf(typed: TypedService): NewService {
  const priced = isPriced(typed);
  const lengths = typed.durations.map(({ minutes, price }) => ({
    minutes: numberOf(minutes) ?? 0,
    price_minor: priced ? minorOf(price, typed.currency) : null,
  }));
  const [first = { minutes: 0, price_minor: null }, ...others] = lengths;
  const isRange = typed.windowKind === 'range';
  return {
    name: typed.name.trim(),
    text: typed.text.trim(),
    category: typed.category.trim(),
    modality: typed.modality,
    colour: typed.colour.toLowerCase(),
    duration_minutes: first.minutes,
    price_minor: first.price_minor,
    durations: others,
    currency: priced ? typed.currency : null,
    position: numberOf(typed.position) ?? 0,
    provider_ids: [...typed.providers],
    provider_weights: typed.providers.map((provider_id) => ({
      provider_id,
      weight: numberOf(typed.shares[provider_id]?.weight ?? '1') ?? 1,
      priority: numberOf(typed.shares[provider_id]?.priority ?? '0') ?? 0,
    })),
    assignment: typed.assignment,
    fairness_days: numberOf(typed.fairness) ?? 28,
    required_attributes: [...typed.attributes].sort(),
    seats: numberOf(typed.seats) ?? 1,
    guests_max: numberOf(typed.guests) ?? 0,
    approval: typed.approval,
    request_blocks: typed.requestBlocks,
    request_expires_minutes: minutesOf(typed.requestExpires) ?? 2880,
    intake: typed.intake,
    cancel_reasons: typed.reasons.map((reason) => reason.trim()),
    active: typed.active,
    hidden: typed.hidden,
    pause_notice: typed.pause === null ? null : typed.pause.trim(),
    reminder_offsets_minutes: typed.reminders.map((one) => minutesOf(one) ?? 0).sort((one, other) => other - one),
    notice_minutes: minutesOf(typed.notice) ?? 0,
    window_kind: typed.windowKind,
    window_days: numberOf(typed.windowDays) ?? 0,
    window_from: isRange ? typed.windowFrom : null,
    window_until: isRange ? typed.windowUntil : null,
    step_minutes: numberOf(typed.step) ?? 0,
    step_offset_minutes: numberOf(typed.offset) ?? 0,
    packs_day: typed.packs,
    buffer_before_minutes: numberOf(typed.bufferBefore) ?? 0,
    buffer_after_minutes: numberOf(typed.bufferAfter) ?? 0,
    buffers_inside_hours: typed.buffersInside,
    cancel_cutoff_minutes: minutesOf(typed.cancel) ?? 0,
    move_cutoff_minutes: minutesOf(typed.move) ?? 0,
    moves_max: optional(typed.movesMax),
    active_per_consumer_max: optional(typed.activeMax),
  };
}

/** What two services are compared by: the order in which people are named says nothing. */
function compared(service: NewService): Record<string, unknown> {
  const { provider_ids, provider_weights = [], ...rest } = service;
  return {
    ...rest,
    provider_ids: [...provider_ids].sort(),
    provider_weights: [...provider_weights].sort((one, other) => one.provider_id.localeCompare(other.provider_id)),
  };
}

/** Only what differs from what is saved: what somebody else has changed meanwhile stays. */
export function changeOf(typed: TypedService, saved: ServiceSetting): ServiceChange {
  const next = serviceOf(typed) as unknown as Record<string, unknown>;
  const [one, other] = [compared(serviceOf(typed)), compared(serviceOf(typedOf(saved)))];
  return Object.fromEntries(
    Object.keys(one)
      .filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]))
      .map((name) => [name, next[name]]),
  ) as ServiceChange;
}
