// The questions of a service as their editor holds them. A condition looks back at an earlier question only. Pure.
import type { Question as Asked } from '../../../api/words';

export type Kind = Asked['kind'];
export type Question = Asked;

export const KINDS: readonly Kind[] = ['text', 'long_text', 'choice', 'choices', 'yes_no', 'number', 'date'];

export const isChoosing = (kind: Kind) => kind === 'choice' || kind === 'choices';

/** A name for programs, from the question's words: "Have you seen us before?" → have_you_seen_us_before. */
export function idOf(label: string, taken: readonly string[]): string {
  const words = label
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 34);
  const wanted = words || 'question';
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? wanted : `${wanted}_${number}`;
    if (!taken.includes(id)) return id;
  }
}

export function newQuestion(questions: readonly Question[]): Question {
  return {
    id: idOf(
      'question',
      questions.map(({ id }) => id),
    ),
    label: '',
    kind: 'text',
    help: '',
    options: [],
    required: false,
    max_length: null,
    shown_if: null,
  };
}

/** Another kind: what no longer fits it goes, two empty options come. */
export function withKind(question: Question, kind: Kind): Question {
  const options = isChoosing(kind) ? (question.options?.length ? question.options : ['', '']) : [];
  return { ...question, kind, options, max_length: null };
}

/** The answers a condition may wait for; null where any words would do, which cannot be chosen from a list. */
export function answersOf(question: Question): readonly (string | boolean)[] | null {
  if (question.kind === 'yes_no') return [true, false];
  return isChoosing(question.kind) ? (question.options ?? []).filter(Boolean) : null;
}

/** Questions that a condition of the one at this place may look at. */
export function earlierChoices(questions: readonly Question[], place: number): readonly Question[] {
  return questions
    .slice(0, place)
    .filter((question) => (answersOf(question)?.length ?? 0) > 0 && question.label.trim());
}

/** Conditions that look at nothing any more are let go, as after a move or a removal. */
export function tidied(questions: readonly Question[]): Question[] {
  return questions.map((question, place) => {
    const { shown_if } = question;
    if (!shown_if) return question;
    const asked = questions.slice(0, place).find(({ id }) => id === shown_if.question);
    const answers = asked && answersOf(asked);
    const stands = asked && (answers === null || answers?.includes(shown_if.equals as string | boolean));
    return stands ? question : { ...question, shown_if: null };
  });
}

export function moved(questions: readonly Question[], from: number, to: number): Question[] {
  const next = [...questions];
  const [taken] = next.splice(from, 1);
  if (taken) next.splice(to, 0, taken);
  return tidied(next);
}

export type QuestionMistake = 'label' | 'options';

/** What is wrong, by the question's place. */
export function questionMistakes(questions: readonly Question[]): Map<number, QuestionMistake> {
  const found = new Map<number, QuestionMistake>();
  questions.forEach((question, place) => {
    const options = (question.options ?? []).map((option) => option.trim());
    if (!question.label.trim()) found.set(place, 'label');
    else if (
      isChoosing(question.kind) &&
      (options.length < 2 || options.some((option) => !option) || new Set(options).size < options.length)
    )
      found.set(place, 'options');
  });
  return found;
}
