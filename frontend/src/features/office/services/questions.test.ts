import { expect, it } from 'vitest';
import {
  earlierChoices,
  idOf,
  moved,
  newQuestion,
  type Question,
  questionMistakes,
  tidied,
  withKind,
} from './questions';

const ask = (part: Partial<Question>): Question => ({ ...newQuestion([]), ...part });
const before = ask({ id: 'before', label: 'Have you seen us before?', kind: 'yes_no' });
const when = ask({ id: 'when', label: 'When?', kind: 'date', shown_if: { question: 'before', equals: true } });

it('names a question after its words, once', () => {
  expect(idOf('Have you seen us before?', [])).toBe('have_you_seen_us_before');
  expect(idOf('2 Knie?', [])).toBe('knie');
  expect(idOf('膝', ['question'])).toBe('question_2');
});

it('lets a condition look back only', () => {
  expect(earlierChoices([before, when], 1)).toEqual([before]);
  expect(earlierChoices([before, when], 0)).toEqual([]);
  expect(moved([before, when], 1, 0)).toEqual([{ ...when, shown_if: null }, before]);
  expect(tidied([when])).toEqual([{ ...when, shown_if: null }]);
  expect(tidied([before, when])).toEqual([before, when]);
});

it('drops a condition on an answer that is not there any more', () => {
  const choice = ask({ id: 'where', label: 'Where?', kind: 'choice', options: ['Head', 'Knee'] });
  const knee = ask({ id: 'knee', label: 'Which knee?', shown_if: { question: 'where', equals: 'Knee' } });
  expect(tidied([choice, knee])[1]?.shown_if).toEqual({ question: 'where', equals: 'Knee' });
  expect(tidied([{ ...choice, options: ['Head', 'Back'] }, knee])[1]?.shown_if).toBeNull();
});

it('says what is missing', () => {
  expect(withKind(before, 'choice').options).toEqual(['', '']);
  expect(
    questionMistakes([ask({ label: ' ' }), ask({ label: 'Which?', kind: 'choice', options: ['A', 'A'] }), before]),
  ).toEqual(
    new Map([
      [0, 'label'],
      [1, 'options'],
    ]),
  );
});
