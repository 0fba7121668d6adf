import { describe, expect, it } from 'vitest';
import type { OfficePage, ProviderSeen, ServiceSeen } from '../../api/words';
import { ANY, addressOfStep, choiceFrom, stepFrom, stepsOf } from './steps';

const priya: ProviderSeen = {
  id: 'p1',
  name: 'Dr Priya Raman',
  headline: 'General practice',
  initials: 'PR',
  time_zone: 'Europe/London',
  attributes: [],
};
const kenji: ProviderSeen = { ...priya, id: 'p2', name: 'Dr Kenji Mori', initials: 'KM' };

function service(slug: string, provider_ids: string[]): ServiceSeen {
  return {
    id: slug,
    slug,
    name: slug,
    text: '',
    category: '',
    duration_minutes: 20,
    modality: 'video',
    price_minor: null,
    currency: null,
    colour: '#0b6a87',
    provider_ids,
    durations: [{ minutes: 20, price_minor: null }],
    seats: 1,
    approval: false,
    pause_notice: null,
    guests_max: 0,
    cancel_reasons: [],
    intake: [],
  };
}

function office(services: ServiceSeen[], providers = [priya, kenji]): OfficePage {
  return {
    id: 'o1',
    slug: 'maple-street',
    name: 'Maple Street Practice',
    phone: null,
    email: null,
    address: null,
    time_zone: 'Europe/London',
    locale: 'en-GB',
    colour: '#0b6a87',
    door_opens_minutes: 15,
    pause_notice: null,
    consent: null,
    contact_proof: 'none',
    hours: [],
    services,
    providers,
    now: '2026-11-03T09:00:00Z',
    call_stage: 'local',
    logo_url: null,
    welcome_text: null,
    booked_note: null,
    waiting_title: null,
    waiting_subtitle: null,
  };
}

const nothing = { hold: false, booked: false };

describe('the steps of booking', () => {
  it('asks for service, provider, time and details where there is a choice of each', () => {
    const place = office([service('follow-up', ['p1', 'p2']), service('first', ['p1'])]);
    const none = choiceFrom(place, new URLSearchParams());
    expect(stepsOf(place, none)).toEqual(['service', 'provider', 'time', 'details']);
    expect(stepFrom(new URLSearchParams(), none, nothing)).toBe('service');
  });

  it('skips the provider where the service has one', () => {
    const place = office([service('follow-up', ['p1', 'p2']), service('first', ['p1'])]);
    const address = new URLSearchParams('service=first');
    const choice = choiceFrom(place, address);
    expect(choice.provider).toBe(priya);
    expect(stepsOf(place, choice)).toEqual(['service', 'time', 'details']);
    expect(stepFrom(address, choice, nothing)).toBe('time');
  });

  it('goes straight to the time where there is one of everything', () => {
    const place = office([service('only', ['p1'])]);
    const choice = choiceFrom(place, new URLSearchParams());
    expect(stepsOf(place, choice)).toEqual(['time', 'details']);
    expect(stepFrom(new URLSearchParams(), choice, nothing)).toBe('time');
  });

  it('does not show what nobody offers', () => {
    const place = office([service('nobody', []), service('only', ['p1'])]);
    expect(choiceFrom(place, new URLSearchParams()).service?.slug).toBe('only');
  });

  it('takes an unknown service or provider as not chosen', () => {
    const place = office([service('a', ['p1', 'p2']), service('b', ['p1'])]);
    expect(choiceFrom(place, new URLSearchParams('service=zzz')).service).toBeNull();
    const choice = choiceFrom(place, new URLSearchParams('service=a&provider=zzz'));
    expect(choice.provider).toBeNull();
    expect(choiceFrom(place, new URLSearchParams('service=a&provider=any')).provider).toBe(ANY);
  });

  it('asks for details only with a hold, and shows the end only with an appointment', () => {
    const place = office([service('only', ['p1'])]);
    const choice = choiceFrom(place, new URLSearchParams());
    const details = new URLSearchParams('step=details');
    expect(stepFrom(details, choice, nothing)).toBe('time');
    expect(stepFrom(details, choice, { hold: true, booked: false })).toBe('details');
    expect(stepFrom(new URLSearchParams('step=booked'), choice, nothing)).toBe('time');
    expect(stepFrom(new URLSearchParams('step=booked'), choice, { hold: false, booked: true })).toBe('booked');
  });

  it('drops later choices from the address of an earlier step', () => {
    const address = new URLSearchParams('service=a&provider=p1&day=2026-11-26&step=details');
    expect(addressOfStep('service', address)).toBe('?');
    expect(addressOfStep('provider', address)).toBe('?service=a');
    expect(addressOfStep('time', address)).toBe('?service=a&provider=p1&day=2026-11-26');
    expect(addressOfStep('details', address)).toBe('?service=a&provider=p1&day=2026-11-26&step=details');
  });

  it('remembers how long the visit shall be, and takes a length that is no choice as the first one', () => {
    const longer = { ...service('a', ['p1']), durations: [{ minutes: 20 }, { minutes: 40, price_minor: 9000 }] };
    const place = office([longer]);
    expect(choiceFrom(place, new URLSearchParams()).duration?.minutes).toBe(20);
    expect(choiceFrom(place, new URLSearchParams('minutes=40')).duration).toEqual({ minutes: 40, price_minor: 9000 });
    expect(choiceFrom(place, new URLSearchParams('minutes=41')).duration?.minutes).toBe(20);
    const address = new URLSearchParams('service=a&provider=p1&minutes=40');
    expect(addressOfStep('details', address)).toBe('?service=a&provider=p1&minutes=40&step=details');
    expect(addressOfStep('provider', address)).toBe('?service=a');
  });

  it('has a step for the code where the office asks for one', () => {
    const place = { ...office([service('only', ['p1'])]), contact_proof: 'email' as const };
    const choice = choiceFrom(place, new URLSearchParams());
    expect(stepsOf(place, choice)).toEqual(['time', 'details', 'code']);
    const address = new URLSearchParams('step=code');
    expect(stepFrom(address, choice, { hold: true, booked: false })).toBe('code');
    expect(stepFrom(address, choice, nothing)).toBe('time');
  });
});
