// The pseudo-language: every text a third longer and accented, its {{values}}, <tags> and $t() kept.
import type { ResourceKey } from 'i18next';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = 'åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ';
const KEPT = /(\{\{.*?\}\}|<[^>]*>|\$t\(.*?\))/;

export function pseudoText(text: string): string {
  const accented = text
    .split(KEPT)
    .map((part, index) =>
      index % 2 ? part : [...part].map((letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter).join(''),
    )
    .join('');
  return `[${accented}${'·'.repeat(Math.ceil(text.length / 3))}]`;
}

export function pseudoTexts(texts: ResourceKey): ResourceKey {
  if (typeof texts === 'string') return pseudoText(texts);
  if (Array.isArray(texts)) return texts.map((text) => pseudoTexts(text as ResourceKey)) as unknown as ResourceKey;
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, pseudoTexts(text as ResourceKey)]));
}
