import type { TFunction } from 'i18next';
import { expect, it } from 'vitest';
import { fieldWords, spanWords, valueWords, weekWords } from './value-words';

const texts: Record<string, string> = { nothing: 'nothing', yes: 'yes', noneOfTheirOwn: 'none', closed: 'closed' };
const t = ((key: string, values?: Record<string, string>) =>
  key === 'days'
    ? `${values?.from} to ${values?.to}`
    : (texts[key] ?? values?.defaultValue ?? key)) as TFunction<'history'>;
const how = { t, locale: 'en-GB', names: { 'id-1': 'Dr Priya' }, at: (iso: string) => `at ${iso}` };
const day = (weekday: number, from: string, to: string) => ({ weekday, from, to });

it('tells minutes as people do', () => {
  expect(spanWords(240, 'en-GB')).toBe('4 hours');
  expect(spanWords(1530, 'en-GB')).toBe('1 day 1 hour 30 minutes');
  expect(spanWords(0, 'en-GB')).toBe('0 minutes');
});

it('tells a week in runs of equal days', () => {
  const week = [1, 2, 3].map((one) => day(one, '09:00', '17:00')).concat(day(6, '10:00', '12:00'));
  expect(weekWords(week, how).replace(/[\u00a0\ufeff]/g, ' ')).toMatch(
    /^Mon to Wed 09:00 –\s+17:00; Sat 10:00 –\s+12:00$/,
  );
});

it('never shows what was kept as it was kept', () => {
  expect(valueWords('ranges', null, how)).toBe('none');
  expect(valueWords('ranges', [], how)).toBe('closed');
  expect(valueWords('provider_ids', ['id-1', 'id-1'], how)).toBe('Dr Priya and Dr Priya');
  expect(valueWords('active', true, how)).toBe('yes');
  expect(valueWords('notice_minutes', 90, how)).toBe('1 hour 30 minutes');
  expect(valueWords('pause_notice', null, how)).toBe('nothing');
  expect(valueWords('from_on', '2026-12-24', how)).toBe('Thu 24 Dec 2026');
  expect(valueWords('intake', [{ id: 'a', label: 'Why?' }], how)).toBe('Why?');
  expect(fieldWords('buffer_after', how)).toBe('Buffer after');
});
