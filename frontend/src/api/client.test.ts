// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { addressOf, api } from './client';
import { ApiProblem } from './problem';

function answering(...answers: (Response | Error)[]) {
  const calls: [string, RequestInit][] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    calls.push([url, init]);
    const next = answers.shift();
    if (!next) throw new Error('Asked more often than expected.');
    if (next instanceof Error) throw next;
    return next;
  });
  return calls;
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

afterEach(() => vi.unstubAllGlobals());

describe('requests', () => {
  it('leave out what is not asked', () => {
    expect(
      addressOf('/offices/maple-street/slots', { from: '2026-11-26', provider_id: null, hold_id: undefined }),
    ).toBe('/api/v1/offices/maple-street/slots?from=2026-11-26');
  });

  it('send JSON to our own origin and read JSON', async () => {
    const calls = answering(json({ id: 'h1' }, 201));
    await expect(api.post('/offices/o/holds', { a: 1 })).resolves.toEqual({ id: 'h1' });
    expect(calls[0]?.[0]).toBe('/api/v1/offices/o/holds');
    expect(calls[0]?.[1]).toMatchObject({ method: 'POST', body: '{"a":1}', credentials: 'same-origin' });
  });

  it('answer nothing for 204', async () => {
    answering(new Response(null, { status: 204 }));
    await expect(api.delete('/session')).resolves.toBeUndefined();
  });

  it('are sent once, also when the connection fails', async () => {
    const calls = answering(new TypeError('Failed to fetch'));
    const failed = api.post('/offices/o/appointments', {}).catch((error: unknown) => error);
    await expect(failed).resolves.toMatchObject({ status: 0, code: 'offline' });
    expect(await failed).toBeInstanceOf(ApiProblem);
    expect(calls).toHaveLength(1);
  });

  it('do not take a page for an answer', async () => {
    answering(new Response('<html>', { status: 200, headers: { 'Content-Type': 'text/html' } }));
    await expect(api.get('/offices')).rejects.toMatchObject({ code: 'unexpected_answer' });
  });
});
