// The example visit that the settings' preview shows: real words and the office's own service, people and hours around it.
import { serverNow } from '../../api/server-clock';
import type { Hold, OfficePage, ProviderSeen, ServiceSeen, VisitSeen, Wall } from '../../api/words';

const MINUTE_MS = 60_000;
const EXAMPLE_ID = '00000000-0000-4000-8000-000000000000';

/** What a clock in that zone shows. Good enough for an example; everything real is computed by the server. */
export function wallOf(instant: number, zone: string, endsAt: number | null = null): Wall {
  const parts = (at: number) => {
    const spelled = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    }).format(at);
    const [date = '', time = ''] = spelled.split(' ');
    return { date, time };
  };
  return { ...parts(instant), end_time: endsAt === null ? null : parts(endsAt).time, time_zone: zone };
}

export interface Scene {
  office: OfficePage;
  service: ServiceSeen;
  provider: ProviderSeen;
  startsAt: number;
  minutes: number;
  zone: string;
  consumer: { name: string; email: string; phone: string | null };
}

export const CASEY = { name: 'Casey Morgan', email: 'casey@example.com', phone: null };

/** A time that could be today: the next whole quarter of an hour. */
export function soon(): number {
  return Math.ceil(serverNow() / (15 * MINUTE_MS)) * 15 * MINUTE_MS;
}

export function exampleHold(scene: Scene): Hold {
  const { service, provider, startsAt, minutes, zone, office } = scene;
  const endsAt = startsAt + minutes * MINUTE_MS;
  return {
    id: EXAMPLE_ID,
    secret: 'preview',
    service_id: service.id,
    provider_id: provider.id,
    starts_at: new Date(startsAt).toISOString(),
    ends_at: new Date(endsAt).toISOString(),
    expires_at: new Date(serverNow() + 10 * MINUTE_MS).toISOString(),
    may_prolong: true,
    assigned: null,
    now: new Date(serverNow()).toISOString(),
    reader: wallOf(startsAt, zone, endsAt),
    office: wallOf(startsAt, office.time_zone, endsAt),
  };
}

export function exampleVisit(scene: Scene, state: VisitSeen['state']): VisitSeen {
  const { office, service, provider, startsAt, minutes, zone, consumer } = scene;
  const now = serverNow();
  const endsAt = startsAt + minutes * MINUTE_MS;
  const opens = startsAt - office.door_opens_minutes * MINUTE_MS;
  const until = startsAt - 1440 * MINUTE_MS;
  const at = (instant: number) => new Date(instant).toISOString();
  const waiting = state === 'waiting';
  return {
    id: EXAMPLE_ID,
    state,
    now: at(now),
    office,
    service,
    provider: { ...provider, presence: 'in_visit' },
    consumer: {
      ...consumer,
      first_name: consumer.name.trim().split(' ')[0] ?? consumer.name,
      attendee_name: null,
      guests: [],
    },
    starts_at: at(startsAt),
    ends_at: at(endsAt),
    reader: wallOf(startsAt, zone, endsAt),
    office_wall: wallOf(startsAt, office.time_zone, endsAt),
    door_opens_at: at(opens),
    door_opens: wallOf(opens, zone),
    revision: 1,
    moved_from: null,
    move_asked: null,
    can_cancel: true,
    cancel_until: at(until),
    cancel_until_wall: wallOf(until, zone),
    can_move: true,
    move_until: at(until),
    move_until_wall: wallOf(until, zone),
    moves_left: null,
    cancel_reasons: service.cancel_reasons,
    cancelled_by: null,
    request_expires_at: null,
    decline_reason: null,
    assigned: null,
    group: false,
    waiting_since: waiting ? at(now - 3 * MINUTE_MS) : null,
    place_in_line: waiting ? 2 : null,
    estimate_minutes: waiting ? 10 : null,
    estimate_wall: waiting ? wallOf(now + 10 * MINUTE_MS, zone) : null,
    connected_elsewhere: false,
    calendar_url: '',
    book_again_url: `/book/${office.slug}`,
  };
}
