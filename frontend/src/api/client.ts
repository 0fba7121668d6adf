// Requests to our own server: JSON in, JSON out, problems thrown. Nothing is retried here; TanStack Query repeats reads,
// and what changes something is sent once.
import { previewAnswer } from './preview';
import { ApiProblem, OFFLINE, problemOf, UNEXPECTED } from './problem';
import { noteServerNow } from './server-clock';

const ROOT = '/api/v1';

export type QueryValue = string | number | boolean | null | undefined;

export interface RequestOptions {
  query?: Record<string, QueryValue>;
  /** Sent as JSON; a file as it is. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** Let the request outlive the page, as for a goodbye. */
  keepalive?: boolean;
}

/** The address of a path such as `/offices/maple-street`; values that are null or undefined are left out. */
export function addressOf(path: string, query: Record<string, QueryValue> = {}): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) asked.set(name, String(value));
  }
  const text = asked.toString();
  return `${ROOT}${path}${text ? `?${text}` : ''}`;
}

/** An answer with the tag of its version, which goes back as `If-Match` with a change. */
export interface Tagged<Answer> {
  value: Answer;
  tag: string | null;
}

function send<Answer>(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
  const answer = previewAnswer();
  if (!answer) return ask<Answer>(method, path, options);
  const asked = { method, path, query: options.query ?? {}, body: (options.body ?? {}) as Record<string, unknown> };
  return answer(asked, () => ask(method, path, options)) as Promise<Answer>;
}

async function ask<Answer>(method: string, path: string, options: RequestOptions): Promise<Answer> {
  return (await exchange<Answer>(method, path, options)).value;
}

async function exchange<Answer>(method: string, path: string, options: RequestOptions = {}): Promise<Tagged<Answer>> {
  const { query, body, signal, keepalive } = options;
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  const file = body instanceof Blob ? body : null;
  if (body !== undefined && !file) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(addressOf(path, query), {
      method,
      headers,
      body: file ?? (body === undefined ? null : JSON.stringify(body)),
      credentials: 'same-origin',
      signal: signal ?? null,
      keepalive: keepalive ?? false,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiProblem(0, OFFLINE, String(error));
  }
  if (!response.ok) throw await problemOf(response);
  const tag = response.headers.get('ETag');
  if (response.status === 204) return { value: undefined as Answer, tag };
  if (!response.headers.get('Content-Type')?.includes('json')) {
    throw new ApiProblem(response.status, UNEXPECTED, 'The answer is not JSON.');
  }
  const answer = (await response.json()) as Answer;
  const now = (answer as { now?: unknown } | null)?.now;
  if (typeof now === 'string') noteServerNow(now);
  return { value: answer, tag };
}

export const api = {
  tagged: <Answer>(method: 'GET' | 'PATCH' | 'PUT', path: string, options?: RequestOptions) =>
    exchange<Answer>(method, path, options),
  get: <Answer>(path: string, options?: Omit<RequestOptions, 'body'>) => send<Answer>('GET', path, options),
  post: <Answer>(path: string, body?: unknown, options?: RequestOptions) =>
    send<Answer>('POST', path, { ...options, body }),
  put: <Answer>(path: string, body?: unknown, options?: RequestOptions) =>
    send<Answer>('PUT', path, { ...options, body }),
  patch: <Answer>(path: string, body?: unknown, options?: RequestOptions) =>
    send<Answer>('PATCH', path, { ...options, body }),
  delete: <Answer = void>(path: string, options?: RequestOptions) => send<Answer>('DELETE', path, options),
};
