import { expect, it } from 'vitest';
import { pseudoText, pseudoTexts } from './pseudo';

it('accents and lengthens a text but keeps its values and tags', () => {
  const text = pseudoText('Kept for <1>{{name}}</1>, $t(minutes)');
  expect(text).toContain('<1>{{name}}</1>');
  expect(text).toContain('$t(minutes)');
  expect(text).toContain('Ķéþţ ƒöŕ ');
  expect(text.length).toBeGreaterThan('Kept for <1>{{name}}</1>, $t(minutes)'.length * 1.25);
});

it('walks through nested texts', () => {
  expect(pseudoTexts({ a: { b: 'ab' } })).toEqual({ a: { b: '[åƀ·]' } });
});
