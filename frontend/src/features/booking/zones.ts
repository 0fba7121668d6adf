// The world's time zones as cities, and finding one by what somebody types.
import { cityOf } from '../../ui/wall';

export interface NamedZone {
  zone: string;
  city: string;
  /** "Europe", "America / Argentina". */
  region: string;
}

function named(zone: string): NamedZone {
  const region = zone.split('/').slice(0, -1).join(' / ').replaceAll('_', ' ');
  return { zone, city: cityOf(zone), region };
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** Zones whose city or region has every typed word; `first` on top while nothing is typed. */
export function findZones(
  query: string,
  first: readonly string[],
  known: readonly string[] = Intl.supportedValuesOf('timeZone'),
): NamedZone[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const zones = [...new Set([...first, ...known])].map(named);
  if (!words.length) return zones;
  const within = (zone: NamedZone) => {
    const text = plain(`${zone.city} ${zone.region}`);
    return words.every((word) => text.includes(word));
  };
  const rank = (zone: NamedZone) => (plain(zone.city).startsWith(words[0] ?? '') ? 0 : 1);
  return zones.filter(within).sort((one, other) => rank(one) - rank(other));
}
