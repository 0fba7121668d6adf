import { describe, expect, it } from 'vitest';
import { ApiProblem, codeOf, OFFLINE, problemOf, UNEXPECTED } from './problem';

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });
}

describe('an answer that is not 2xx', () => {
  it('becomes a problem with its code, detail, and what else it said', async () => {
    const nearest = [{ starts_at: '2026-11-26T15:10:00Z' }];
    const problem = await problemOf(
      answer(409, { type: 'about:blank', title: 'Taken', status: 409, detail: 'Gone.', code: 'slot_taken', nearest }),
    );
    expect(problem).toMatchObject({ status: 409, code: 'slot_taken', detail: 'Gone.', extras: { nearest } });
    expect(problem.isTransient).toBe(false);
  });

  it('names the fields that are wrong and drops what is not a field error', async () => {
    const errors = [{ field: 'consumer.phone', message: 'Two digits are missing.' }, 'nonsense', null];
    const problem = await problemOf(answer(422, { code: 'invalid_input', errors }));
    expect(problem.errors).toEqual([{ field: 'consumer.phone', message: 'Two digits are missing.' }]);
  });

  it('knows how long to wait', async () => {
    const problem = await problemOf(answer(429, { code: 'too_many_attempts' }, { 'Retry-After': '30' }));
    expect(problem.retryAfterSeconds).toBe(30);
  });

  it.each([
    ['a proxy’s page', answer(502, '<h1>Bad gateway</h1>', { 'Content-Type': 'text/html' })],
    ['broken JSON', answer(500, '{')],
    ['JSON that is no object', answer(500, '"no"')],
    ['an object without a code', answer(500, {})],
  ])('is told apart when it is %s', async (_, response) => {
    const problem = await problemOf(response);
    expect(problem.code).toBe(UNEXPECTED);
    expect(problem.isTransient).toBe(true);
  });
});

it('reads the code of a problem and of nothing else', () => {
  expect(codeOf(new ApiProblem(0, OFFLINE, 'x'))).toBe('offline');
  expect(codeOf(new Error('x'))).toBeNull();
  expect(codeOf(undefined)).toBeNull();
});
