// The composite in the language of the person, for the languages the pages speak.
import { COMPOSITE_LOCALE_DE_DE, COMPOSITE_LOCALE_EN_GB, COMPOSITE_LOCALE_EN_US } from '@azure/communication-react';

const LOCALES = { de: COMPOSITE_LOCALE_DE_DE, 'en-GB': COMPOSITE_LOCALE_EN_GB, en: COMPOSITE_LOCALE_EN_US };
const RIGHT_TO_LEFT = ['ar', 'fa', 'he', 'ur'];

export type CallLocale = typeof COMPOSITE_LOCALE_EN_US;

/** The nearest there is: the exact tag, then the language, then English. */
export function callLocale(tag: string): CallLocale {
  const known: Partial<Record<string, CallLocale>> = LOCALES;
  return known[tag] ?? known[language(tag)] ?? COMPOSITE_LOCALE_EN_US;
}

export function isRightToLeft(tag: string): boolean {
  return RIGHT_TO_LEFT.includes(language(tag));
}

function language(tag: string): string {
  return tag.split('-')[0] ?? '';
}
