// Which services the list shows, and in which order. Pure.
import type { ServiceSetting } from '../../../api/words';

export const SHOWN = ['current', 'offered', 'hidden', 'paused', 'archived'] as const;
export type Shown = (typeof SHOWN)[number];

export const SORTS = ['hand', 'name', 'category', 'duration', 'price'] as const;
export type Sort = (typeof SORTS)[number];

type State = 'offered' | 'hidden' | 'paused' | 'archived' | 'nobody';

/** How it stands for consumers, in one word: what weighs most first. */
export function stateOf(service: ServiceSetting): State {
  if (!service.active) return 'archived';
  if (service.pause_notice !== null) return 'paused';
  if (service.hidden) return 'hidden';
  return service.provider_ids.length ? 'offered' : 'nobody';
}

export function isShown(service: ServiceSetting, shown: Shown, search: string, locale: string): boolean {
  const state = stateOf(service);
  const fits =
    shown === 'current'
      ? state !== 'archived'
      : shown === 'hidden'
        ? service.active && service.hidden
        : shown === 'paused'
          ? service.active && service.pause_notice !== null
          : state === shown;
  const words = `${service.name} ${service.category} ${service.text}`.toLocaleLowerCase(locale);
  return fits && words.includes(search.trim().toLocaleLowerCase(locale));
}

export function sorted(services: readonly ServiceSetting[], sort: Sort, locale: string): ServiceSetting[] {
  const inWords = new Intl.Collator(locale, { numeric: true }).compare;
  const by: Record<Sort, (one: ServiceSetting, other: ServiceSetting) => number> = {
    hand: () => 0, // as the server lists them
    name: (one, other) => inWords(one.name, other.name),
    category: (one, other) => inWords(one.category, other.category) || inWords(one.name, other.name),
    duration: (one, other) => one.duration_minutes - other.duration_minutes || inWords(one.name, other.name),
    price: (one, other) => (one.price_minor ?? 0) - (other.price_minor ?? 0) || inWords(one.name, other.name),
  };
  return [...services].sort(by[sort]);
}
