// Which step of booking an address stands for. Steps with one choice are skipped; the address holds the choices, so that
// back, forward and reload always lead somewhere sensible.
import type { DurationChoice, OfficePage, ProviderSeen, ServiceSeen } from '../../api/words';

export type Step = 'service' | 'provider' | 'time' | 'details' | 'code' | 'booked';

/** In the address, for "whoever is free". */
export const ANY = 'any';

export interface Choice {
  service: ServiceSeen | null;
  /** Who offers the service; empty until there is one. */
  providers: ProviderSeen[];
  /** Null until chosen. */
  provider: ProviderSeen | typeof ANY | null;
  /** How long, and what it costs; the service's first choice until another one is made. */
  duration: DurationChoice | null;
}

/** Whom to ask for by name; null for "whoever is free". */
export function providerIdOf({ provider }: Choice): string | null {
  return provider && provider !== ANY ? provider.id : null;
}

function durationFrom(service: ServiceSeen, address: URLSearchParams): DurationChoice | null {
  const asked = Number(address.get('minutes'));
  return service.durations.find(({ minutes }) => minutes === asked) ?? service.durations[0] ?? null;
}

export function bookableServices(office: OfficePage): ServiceSeen[] {
  return office.services.filter(({ provider_ids }) => provider_ids.length > 0);
}

export function choiceFrom(office: OfficePage, address: URLSearchParams): Choice {
  const services = bookableServices(office);
  const service =
    services.length === 1
      ? (services[0] ?? null)
      : (services.find(({ slug }) => slug === address.get('service')) ?? null);
  if (!service) return { service: null, providers: [], provider: null, duration: null };
  const providers = office.providers.filter(({ id }) => service.provider_ids.includes(id));
  const asked = address.get('provider');
  const provider =
    providers.length === 1
      ? (providers[0] ?? null)
      : asked === ANY
        ? ANY
        : (providers.find(({ id }) => id === asked) ?? null);
  return { service, providers, provider, duration: durationFrom(service, address) };
}

/** The steps somebody goes through here, in order, without the skipped ones. */
export function stepsOf(office: OfficePage, { service, providers }: Choice): Step[] {
  const services = bookableServices(office);
  const choosesProvider = service ? providers.length > 1 : services.some(({ provider_ids }) => provider_ids.length > 1);
  const steps: Step[] = [];
  if (services.length > 1) steps.push('service');
  if (choosesProvider) steps.push('provider');
  steps.push('time', 'details');
  if (office.contact_proof !== 'none') steps.push('code');
  return steps;
}

/** The step of an address, given what has been reached: a hold for the details, an appointment for the end. */
export function stepFrom(address: URLSearchParams, choice: Choice, reached: { hold: boolean; booked: boolean }): Step {
  const asked = address.get('step');
  if (asked === 'booked' && reached.booked) return 'booked';
  if (!choice.service) return 'service';
  if (!choice.provider) return 'provider';
  if ((asked === 'details' || asked === 'code') && reached.hold) return asked;
  return 'time';
}

/** The address of a step: later choices are dropped when an earlier one is to be made again. */
export function addressOfStep(step: Step, address: URLSearchParams): string {
  const next = new URLSearchParams();
  const keep = (name: string) => {
    const value = address.get(name);
    if (value) next.set(name, value);
  };
  if (step !== 'service') keep('service');
  if (step !== 'service' && step !== 'provider') {
    keep('provider');
    keep('minutes');
    keep('day');
  }
  if (step === 'details' || step === 'code' || step === 'booked') next.set('step', step);
  const text = next.toString();
  return text ? `?${text}` : '?';
}
