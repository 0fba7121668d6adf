// The settings' live preview of the consumer pages. What is typed there is laid over the server's answers here, one place
// below all pages; whatever would hold, book or change something is answered with an example and never sent.
import type { QueryClient } from '@tanstack/react-query';
import {
  type Asked,
  answerWith,
  PREVIEW_FRAME,
  PREVIEW_READY,
  type PreviewDraft,
  type PreviewMessage,
  type PreviewState,
  previewAsked,
} from '../../api/preview';
import { ApiProblem } from '../../api/problem';
import type { OfficePage, ProviderSeen, ServiceChange, ServiceSeen, Slot, Slots } from '../../api/words';
import { changeDraft, readDraft, readerZone } from './draft';
import { CASEY, exampleHold, exampleVisit, type Scene, soon } from './preview-example';

const OFFICE = /^\/offices\/([^/]+)$/;
const SLOTS = /^\/offices\/([^/]+)\/slots$/;
const HOLDS = /^\/offices\/[^/]+\/holds$/;
const HELD = /^\/offices\/[^/]+\/holds\/[^/]+\/(extension|release|codes|proof)$/;
const BOOKING = /^\/offices\/[^/]+\/appointments$/;
const VISIT = /^\/visits\/[^/]+$/;

const DAY_MS = 86_400_000;
/** How long the first picture waits for what is typed, so that the saved one does not flash by. */
const DRAFT_WAIT_MS = 300;

const RULES: readonly (keyof ServiceChange)[] = [
  'duration_minutes',
  'step_minutes',
  'step_offset_minutes',
  'packs_day',
  'buffer_before_minutes',
  'buffer_after_minutes',
  'buffers_inside_hours',
  'notice_minutes',
  'window_kind',
  'window_days',
  'window_from',
  'window_until',
  'provider_ids',
  'required_attributes',
];

let draft: PreviewDraft = {};
let version: number | undefined;
let saved = new Map<string, Promise<OfficePage>>();
let shown: { office: OfficePage; slots: readonly Slot[] } | null = null;
let booked: { consumer: Scene['consumer']; startsAt: number; providerId: string | null; serviceId: string } | null =
  null;

const slugAsked = () =>
  new URLSearchParams(window.location.search).get('office') ?? window.location.pathname.split('/')[2] ?? '';

/** A service as consumers see it, with what is typed about it. */
export function serviceWith(known: ServiceSeen | undefined, change: ServiceChange & { id: string }): ServiceSeen {
  const base: ServiceSeen = known ?? {
    id: change.id,
    slug: 'new',
    name: '',
    text: '',
    category: '',
    duration_minutes: 30,
    modality: 'video',
    price_minor: null,
    currency: null,
    colour: '#0b6a87',
    provider_ids: [],
    durations: [],
    seats: 1,
    approval: false,
    pause_notice: null,
    guests_max: 0,
    cancel_reasons: [],
    intake: [],
  };
  const { durations, ...rest } = change;
  const over = Object.fromEntries(Object.entries(rest).filter(([name]) => name in base));
  const next = { ...base, ...over } as ServiceSeen;
  const first = { minutes: next.duration_minutes, price_minor: next.price_minor };
  return { ...next, durations: [first, ...(durations ?? base.durations.slice(1))] };
}

/** The office as consumers see it, with what is typed about it and about one of its services. */
export function officeWith(office: OfficePage, { office: change, service }: PreviewDraft): OfficePage {
  const next = { ...office, ...change };
  if (!service) return next;
  const known = next.services.find(({ id }) => id === service.id);
  const changed = serviceWith(known, service);
  const services = known
    ? next.services.map((one) => (one.id === service.id ? changed : one))
    : [...next.services, changed];
  const listed = service.active !== false && service.hidden !== true;
  return { ...next, services: listed ? services : services.filter(({ id }) => id !== service.id) };
}

async function officePage(proceed: () => Promise<unknown>, slug: string): Promise<OfficePage> {
  let asked = saved.get(slug);
  if (!asked) {
    asked = proceed() as Promise<OfficePage>;
    asked.catch(() => saved.delete(slug));
    saved.set(slug, asked);
  }
  const office = officeWith(await asked, draft);
  shown = { office, slots: shown?.slots ?? [] };
  return office;
}

/** Times under rules that are not saved are the real engine's, asked for by the manager and thrown away there. */
async function slotsUnder(asked: Asked, slug: string, proceed: () => Promise<unknown>): Promise<Slots> {
  const { service } = draft;
  const rules = service && RULES.some((rule) => service[rule] !== undefined);
  let answer: Slots;
  if (rules && service.id === asked.query.service_id) {
    const { hold_id, hold_secret, ...query } = asked.query;
    const { id: _, ...change } = service;
    const { api } = await import('../../api/client');
    const seen = await api.post<Slots & { gone?: Slot[] }>(`/offices/${slug}/previews/slots`, {
      ...Object.fromEntries(Object.entries(query).filter(([, value]) => value !== null && value !== undefined)),
      service: change,
    });
    const gone = (seen.gone ?? []).map((slot) => ({ ...slot, gone: true }));
    const slots = [...seen.slots, ...gone].sort((a, b) => a.starts_at.localeCompare(b.starts_at));
    answer = { ...seen, slots };
  } else answer = (await proceed()) as Slots;
  if (shown) shown = { ...shown, slots: answer.slots };
  return answer;
}

function personFor(office: OfficePage, service: ServiceSeen, id: string | null): ProviderSeen {
  const offers = office.providers.filter((person) => service.provider_ids.includes(person.id));
  return (
    offers.find((person) => person.id === id) ??
    offers[0] ??
    office.providers[0] ?? {
      id: service.id,
      name: office.name,
      headline: '',
      initials: office.name.slice(0, 2).toUpperCase(),
      time_zone: office.time_zone,
      attributes: [],
    }
  );
}

function sceneOf(office: OfficePage, wish: { serviceId?: unknown; providerId?: unknown; startsAt: number }): Scene {
  const service =
    office.services.find(({ id }) => id === wish.serviceId) ??
    office.services.find(({ id }) => id === draft.service?.id) ??
    office.services[0] ??
    serviceWith(undefined, { id: 'example', name: office.name });
  return {
    office,
    service,
    provider: personFor(office, service, typeof wish.providerId === 'string' ? wish.providerId : null),
    startsAt: wish.startsAt,
    minutes: service.duration_minutes,
    zone: readerZone(readDraft(office.slug)),
    consumer: booked?.consumer ?? CASEY,
  };
}

async function visitShown(): Promise<Scene> {
  const { api } = await import('../../api/client');
  const office = await api.get<OfficePage>(`/offices/${slugAsked()}`);
  const { serviceId, providerId, startsAt } = booked ?? { startsAt: soon() };
  return sceneOf(office, { serviceId, providerId, startsAt });
}

async function answer(asked: Asked, proceed: () => Promise<unknown>): Promise<unknown> {
  const { method, path, body } = asked;
  const slug = OFFICE.exec(path)?.[1];
  if (method === 'GET' && slug) return officePage(proceed, slug);
  const slots = SLOTS.exec(path)?.[1];
  if (method === 'GET' && slots) return slotsUnder(asked, slots, proceed);
  if (path.endsWith('/previews/slots')) return proceed();
  if (VISIT.test(path) || path === '/link-sessions') {
    const visit = exampleVisit(await visitShown(), booked ? 'booked' : 'waiting');
    return path === '/link-sessions' ? { visit_id: visit.id, visit } : visit;
  }
  if (method === 'GET') return proceed();
  if (HOLDS.test(path) && shown) {
    const startsAt = Date.parse(String(body.starts_at));
    return exampleHold(sceneOf(shown.office, { serviceId: body.service_id, providerId: body.provider_id, startsAt }));
  }
  const { hold } = readDraft(shown?.office.slug ?? '');
  if (HELD.test(path)) return hold;
  if (BOOKING.test(path) && shown && hold) {
    const { name, email, phone } = body.consumer as Scene['consumer'];
    booked = {
      consumer: { name, email, phone },
      startsAt: Date.parse(hold.starts_at),
      providerId: hold.provider_id,
      serviceId: hold.service_id,
    };
    return bookedNow(sceneOf(shown.office, { ...booked }));
  }
  throw new ApiProblem(409, 'preview', 'This is a preview: nothing is changed.');
}

/** Whatever is typed while a first answer is on its way: a query without data is not asked again by invalidating it. */
async function answerToLatest(asked: Asked, proceed: () => Promise<unknown>): Promise<unknown> {
  for (;;) {
    const answered = draft;
    const said = await answer(asked, proceed);
    if (asked.method !== 'GET' || answered === draft) return said;
  }
}

const bookedNow = (scene: Scene) => {
  const visit = exampleVisit(scene, 'booked');
  return { visit_id: visit.id, link_token: 'preview', visit };
};

/** Begin at the step that is to be seen: with a service chosen, a time kept, or a visit booked. */
async function beginAt(state: PreviewState): Promise<void> {
  const { api } = await import('../../api/client');
  const office = await api.get<OfficePage>(`/offices/${slugAsked()}`);
  const address = new URLSearchParams(window.location.search);
  const wanted = address.get('service');
  const service =
    office.services.find(({ id }) => id === draft.service?.id) ??
    office.services.find(({ slug }) => slug === wanted) ??
    office.services.find(({ provider_ids }) => provider_ids.length > 0);
  if (!service) return;
  const next = new URLSearchParams({ preview: state, service: service.slug, provider: 'any' });
  if (state !== 'time') {
    const today = new Date().toISOString().slice(0, 10);
    const until = new Date(Date.now() + 31 * DAY_MS).toISOString().slice(0, 10);
    const zone = readerZone(readDraft(office.slug));
    const query = { service_id: service.id, from: today, to: until, time_zone: zone };
    const { first_free } = await api.get<Slots>(`/offices/${office.slug}/slots`, { query });
    const startsAt = first_free ? Date.parse(first_free.starts_at) : soon() + DAY_MS;
    const scene = sceneOf(office, { serviceId: service.id, providerId: first_free?.provider_ids[0], startsAt });
    next.set('step', state);
    if (state === 'booked') {
      booked = { consumer: CASEY, startsAt, providerId: scene.provider.id, serviceId: service.id };
      changeDraft(office.slug, { booked: bookedNow(scene) });
    } else changeDraft(office.slug, { hold: { ...exampleHold(scene), extended: false, released: false } });
  }
  window.history.replaceState(null, '', `?${next}`);
}

/** Listen to the settings page around this frame, and answer instead of the server from now on. */
export async function startPreview(queries: QueryClient): Promise<void> {
  window.name = PREVIEW_FRAME;
  answerWith(answerToLatest);
  const first = new Promise<void>((done) => {
    window.addEventListener('message', ({ origin, source, data }: MessageEvent<Partial<PreviewMessage> | null>) => {
      if (origin !== window.location.origin || source !== window.parent || data?.type !== 'frontdesk.preview') return;
      draft = { ...(data.office ? { office: data.office } : {}), ...(data.service ? { service: data.service } : {}) };
      if (data.version !== version) saved = new Map();
      version = data.version;
      done();
      void queries.invalidateQueries();
    });
    setTimeout(done, DRAFT_WAIT_MS);
  });
  window.parent.postMessage({ type: PREVIEW_READY }, window.location.origin);
  await first;
  if (previewAsked !== 'time' && previewAsked !== 'details' && previewAsked !== 'booked') return;
  try {
    await beginAt(previewAsked);
  } catch (error) {
    // Without a connection the page itself says so, with a way to try again.
    if (!(error instanceof ApiProblem)) throw error;
  }
}
