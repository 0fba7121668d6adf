// What a kept value says to people: hours as hours, minutes as time spans, ids as names, never raw JSON.
import type { TFunction } from 'i18next';
import type { OfficeHours } from '../../api/words';
import { weekdayName } from '../../ui/opening-hours';
import { spellDay, spellRange } from '../../ui/wall';

export interface Spelling {
  t: TFunction<'history'>;
  locale: string;
  names: Readonly<Record<string, string>>;
  at: (iso: string) => string;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MINUTES = 1440;

/** "2 days", "4 hours", "1 hour 30 minutes", "0 minutes" */
export function spanWords(minutes: number, locale: string): string {
  const units = [
    ['day', Math.floor(minutes / DAY_MINUTES)],
    ['hour', Math.floor((minutes % DAY_MINUTES) / 60)],
    ['minute', minutes % 60],
  ] as const;
  const told = units.filter(([, count]) => count > 0);
  return (told.length ? told : [['minute', 0] as const])
    .map(([unit, count]) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count))
    .join(' ');
}

function isWeekly(value: unknown): value is OfficeHours[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((one) => one && typeof one === 'object' && 'weekday' in one)
  );
}

/** "Mon to Fri 09:00 – 17:00; Sat 10:00 – 12:00" */
export function weekWords(hours: readonly OfficeHours[], { locale, t }: Pick<Spelling, 'locale' | 't'>): string {
  const dayText = (weekday: number) =>
    hours
      .filter((one) => one.weekday === weekday)
      .sort((one, other) => one.from.localeCompare(other.from))
      .map((one) => spellRange({ time: one.from, end_time: one.to }, locale))
      .join(', ');
  const runs: { from: number; to: number; text: string }[] = [];
  for (let day = 1; day <= 7; day++) {
    const text = dayText(day);
    const last = runs.at(-1);
    if (last && last.text === text && last.to === day - 1) last.to = day;
    else runs.push({ from: day, to: day, text });
  }
  return runs
    .filter(({ text }) => text)
    .map(({ from, to, text }) => {
      const [first, last] = [weekdayName(from, locale), weekdayName(to, locale)];
      return `${from === to ? first : t('days', { from: first, to: last })} ${text}`;
    })
    .join('; ');
}

function listWords(values: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(values);
}

function objectWords(field: string, value: Record<string, unknown>, how: Spelling): string {
  if ('from' in value && 'to' in value) {
    return spellRange({ time: String(value.from), end_time: String(value.to) }, how.locale);
  }
  if ('label' in value) return String(value.label);
  if ('provider_id' in value && 'weight' in value) {
    return how.t('weight', { name: how.names[String(value.provider_id)] ?? '…', weight: value.weight });
  }
  if ('minutes' in value) return spanWords(Number(value.minutes), how.locale);
  return Object.entries(value)
    .map(([name, inner]) => `${fieldWords(name, how)}: ${valueWords(name || field, inner, how)}`)
    .join(', ');
}

export function fieldWords(field: string, { t }: Pick<Spelling, 't'>): string {
  const known = t(`fields.${field}`, { defaultValue: '' });
  if (known) return known;
  const words = field.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function valueWords(field: string, value: unknown, how: Spelling): string {
  const { t, locale, names } = how;
  if (field === 'ranges' && value === null) return t('noneOfTheirOwn');
  if (value === null || value === undefined || value === '') return t('nothing');
  if (Array.isArray(value) && value.length === 0) return t(field === 'ranges' ? 'closed' : 'nothing');
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') {
    if (field.endsWith('_minutes') || field === 'minutes_max') return spanWords(value, locale);
    if (field === 'price_minor') return new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(value / 100);
    if (field === 'week_starts_on') return weekdayName(value, locale, 'long');
    return new Intl.NumberFormat(locale, { useGrouping: false }).format(value);
  }
  if (isWeekly(value)) return weekWords(value, how);
  if (Array.isArray(value)) {
    return listWords(
      value.map((one) => valueWords(field, one, how)),
      locale,
    );
  }
  if (typeof value === 'object') return objectWords(field, value as Record<string, unknown>, how);
  const words = String(value);
  if (names[words]) return names[words];
  if (ID.test(words)) return t('unnamed');
  if (DATE.test(words)) return `${spellDay(words, locale)} ${words.slice(0, 4)}`;
  if (INSTANT.test(words)) return how.at(words);
  if (field === 'time_zone') return words.replaceAll('_', ' ');
  return t(`values.${field}.${words}`, { defaultValue: words });
}
