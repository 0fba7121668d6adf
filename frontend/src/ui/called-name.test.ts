import { expect, it } from 'vitest';
import { calledName } from './called-name';

it('keeps the title and the first name', () => {
  expect(calledName('Dr Priya Raman')).toBe('Dr Priya');
  expect(calledName('Prof. Dr. Lena Fuchs')).toBe('Prof. Dr. Lena');
  expect(calledName('Tom Okafor')).toBe('Tom');
  expect(calledName('Cher')).toBe('Cher');
  expect(calledName('Dr')).toBe('Dr');
});
