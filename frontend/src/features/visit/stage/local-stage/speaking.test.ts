import { expect, test } from 'vitest';
import { PAUSE_MS, Speaking } from './speaking';

/** Listen ten times a second; answers at which milliseconds something changed. */
function changes(until: number, isHeard: (ms: number) => boolean): number[] {
  const speaking = new Speaking();
  const found: number[] = [];
  let before = false;
  for (let ms = 0; ms <= until; ms += 100) {
    const isSpeaking = speaking.listen(isHeard(ms), ms);
    if (isSpeaking !== before) found.push(ms);
    before = isSpeaking;
  }
  return found;
}

test('who takes breath between words goes on counting as speaking', () => {
  expect(changes(10_000, (ms) => ms % 1_500 < 600)).toEqual([0]);
});

test('who has said what they had to say counts no longer, a moment later', () => {
  expect(changes(10_000, (ms) => ms >= 1_000 && ms <= 3_000)).toEqual([1_000, 3_000 + PAUSE_MS]);
});

test('who says nothing does not count', () => {
  expect(changes(5_000, () => false)).toEqual([]);
});
