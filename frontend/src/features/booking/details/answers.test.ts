// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../api/words';
import { answersInAddress } from '../given';
import { type Answers, askedOf, checkAnswers, sentOf, withPrefilled } from './answers';

const asks = (id: string, kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  id,
  kind,
  label: id,
  help: '',
  options: [],
  required: false,
  max_length: null,
  shown_if: null,
  ...more,
});

const QUESTIONS: Question[] = [
  asks('reason', 'text', { required: true, max_length: 5 }),
  asks('before', 'yes_no', { required: true }),
  asks('where', 'choice', { options: ['Here', 'Elsewhere'], shown_if: { question: 'before', equals: true } }),
  asks('which', 'text', { required: true, shown_if: { question: 'where', equals: 'Elsewhere' } }),
  asks('pains', 'choices', { options: ['Head', 'Back', 'Knee'] }),
  asks('knee', 'date', { shown_if: { question: 'pains', equals: 'Knee' } }),
  asks('weight', 'number'),
  asks('heavy', 'long_text', { shown_if: { question: 'weight', equals: 100.5 } }),
];

const idsOf = (answers: Answers) => askedOf(QUESTIONS, answers).map(({ id }) => id);

describe('what is asked', () => {
  it('is what has no condition, at first', () => {
    expect(idsOf({})).toEqual(['reason', 'before', 'pains', 'weight']);
  });

  it('follows the answers', () => {
    expect(idsOf({ before: true, where: 'Elsewhere' })).toContain('which');
    expect(idsOf({ pains: ['Back', 'Knee'] })).toContain('knee');
    expect(idsOf({ weight: ' 100,5 ' })).toContain('heavy');
  });

  it('leaves out what depends on a question that is not asked any more', () => {
    expect(idsOf({ before: false, where: 'Elsewhere' })).not.toContain('which');
  });
});

describe('what is sent', () => {
  it('has numbers as numbers, no blanks, and nothing that is not asked', () => {
    const answers = { reason: ' Cough ', before: false, where: 'Here', weight: '72,5', pains: [], knee: '2026-11-20' };
    expect(sentOf(QUESTIONS, answers)).toEqual({ reason: 'Cough', before: false, weight: 72.5 });
  });
});

describe('what is missing', () => {
  it('is what must be answered and is not; no is an answer', () => {
    expect(checkAnswers(QUESTIONS, {})).toEqual({ reason: 'intake.missing.text', before: 'intake.missing.yes_no' });
    expect(checkAnswers(QUESTIONS, { reason: 'x', before: false })).toEqual({});
    expect(checkAnswers(QUESTIONS, { reason: '  ', before: true, where: 'Elsewhere' })).toEqual({
      reason: 'intake.missing.text',
      which: 'intake.missing.text',
    });
  });

  it('tells words from numbers', () => {
    expect(checkAnswers(QUESTIONS, { reason: 'x', before: true, weight: 'much' })).toEqual({
      weight: 'intake.noNumber',
    });
  });
});

describe('what the address answers', () => {
  const given = answersInAddress(
    new URLSearchParams(
      'service=a&q.reason=Coughing&q.before=Yes&q.where=here&q.pains=back&q.pains=foot&q.weight=much',
    ),
  );

  it('is taken in the kind of the question, as far as it fits', () => {
    expect(withPrefilled(QUESTIONS, {}, given)).toEqual({
      reason: 'Cough',
      before: true,
      where: 'Here',
      pains: ['Back'],
    });
  });

  it('never paints over what was typed, not even over a field that was emptied', () => {
    expect(withPrefilled(QUESTIONS, { reason: '' }, given).reason).toBe('');
  });
});
