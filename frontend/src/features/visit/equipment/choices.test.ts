// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest';
import { choicesFrom, FIRST_CHOICES, rememberChoices, rememberedChoices } from './choices';

beforeEach(() => localStorage.clear());

it('begins with everything on and nothing chosen', () => {
  expect(rememberedChoices()).toEqual(FIRST_CHOICES);
});

it('remembers what was chosen', () => {
  const chosen = { cameraId: 'c1', microphoneId: null, speakerId: 's1', cameraOn: false, microphoneOn: true };
  rememberChoices(chosen);
  expect(rememberedChoices()).toEqual(chosen);
});

it.each(['', 'no json', 'null', '7', '[]', '{"cameraId":7,"cameraOn":"maybe"}'])(
  'takes %j for nothing chosen',
  (kept) => {
    expect(choicesFrom(kept)).toEqual(FIRST_CHOICES);
  },
);
