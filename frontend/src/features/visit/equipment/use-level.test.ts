import { expect, it } from 'vitest';
import { levelOf } from './use-level';

const tone = (height: number) => Float32Array.from({ length: 1024 }, (_, at) => height * Math.sin(at / 7));

it('hears silence, speech and shouting', () => {
  expect(levelOf(new Float32Array(1024))).toBe(0);
  expect(levelOf(tone(0.0005))).toBe(0);
  expect(levelOf(tone(0.05))).toBeGreaterThan(0.3);
  expect(levelOf(tone(0.05))).toBeLessThan(0.8);
  expect(levelOf(tone(1))).toBe(1);
});
