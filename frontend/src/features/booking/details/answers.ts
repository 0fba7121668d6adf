// Answers to the questions that a service asks: which are asked, what is sent, what is still missing, and what the page's
// address answers already ("?q.reason=Cough"). The server has the last word.
import type { Question } from '../../../api/words';

/** As typed: numbers and dates too are text until they are sent. */
export type Answer = string | boolean | string[];
export type Answers = Readonly<Record<string, Answer>>;
export type Sent = Record<string, string | number | boolean | string[]>;

function numberOf(typed: string): number {
  const text = typed.trim().replace(',', '.');
  return text ? Number(text) : Number.NaN;
}

function isEmpty(answer: Answer | undefined): boolean {
  return answer === undefined || (typeof answer !== 'boolean' && answer.length === 0) || String(answer).trim() === '';
}

function isMet({ shown_if: condition }: Question, asked: readonly Question[], answers: Answers): boolean {
  if (!condition) return true;
  const earlier = asked.find(({ id }) => id === condition.question);
  const answer = answers[condition.question];
  if (!earlier || answer === undefined) return false;
  if (Array.isArray(answer)) return answer.some((one) => one === condition.equals);
  if (earlier.kind === 'number') return numberOf(String(answer)) === condition.equals;
  return (typeof answer === 'string' ? answer.trim() : answer) === condition.equals;
}

/** The questions to ask, given the answers so far. A condition only looks back, at a question that is itself asked. */
export function askedOf(questions: readonly Question[], answers: Answers): Question[] {
  const asked: Question[] = [];
  for (const question of questions) if (isMet(question, asked, answers)) asked.push(question);
  return asked;
}

/** What is sent: answers to what is asked, in the kinds that the server expects. */
export function sentOf(questions: readonly Question[], answers: Answers): Sent {
  const sent: Sent = {};
  for (const { id, kind } of askedOf(questions, answers)) {
    const answer = answers[id];
    if (answer === undefined || isEmpty(answer)) continue;
    sent[id] = kind === 'number' ? numberOf(String(answer)) : typeof answer === 'string' ? answer.trim() : answer;
  }
  return sent;
}

/** The text key of what is wrong, per question id. */
export function checkAnswers(questions: readonly Question[], answers: Answers): Record<string, string> {
  const wrong: Record<string, string> = {};
  for (const { id, kind, required } of askedOf(questions, answers)) {
    const answer = answers[id];
    if (isEmpty(answer)) {
      if (required) wrong[id] = `intake.missing.${kind}`;
    } else if (kind === 'number' && Number.isNaN(numberOf(String(answer)))) wrong[id] = 'intake.noNumber';
  }
  return wrong;
}

const YES_NO: Record<string, boolean> = { yes: true, true: true, 1: true, no: false, false: false, 0: false };

function prefilled({ kind, options = [], max_length }: Question, given: readonly string[]): Answer | undefined {
  const [first = ''] = given;
  const option = (wanted: string) => options.find((one) => one.toLowerCase() === wanted.trim().toLowerCase());
  switch (kind) {
    case 'choice':
      return option(first);
    case 'choices': {
      const chosen = given.map(option).filter((one) => one !== undefined);
      return chosen.length ? chosen : undefined;
    }
    case 'yes_no':
      return YES_NO[first.trim().toLowerCase()];
    case 'number':
      return Number.isNaN(numberOf(first)) ? undefined : first.trim();
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(first) ? first : undefined;
    default:
      return first.slice(0, max_length ?? undefined);
  }
}

/** Answers where the typed ones go before those of the address; what fits no question is left out. */
export function withPrefilled(
  questions: readonly Question[],
  typed: Answers,
  given: Readonly<Record<string, string[]>>,
): Answers {
  const answers: Record<string, Answer> = {};
  for (const question of questions) {
    const there = given[question.id];
    const answer = typed[question.id] ?? (there && prefilled(question, there));
    if (answer !== undefined) answers[question.id] = answer;
  }
  return answers;
}
