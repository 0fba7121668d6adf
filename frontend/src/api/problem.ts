// What can go wrong with a request, as one error. Pages ask for `code`; they never read `detail` to decide.

export interface FieldError {
  field: string;
  message: string;
}

/** Codes made here, not by the server: no connection, and an answer that is not ours (a proxy's page, say). */
export const OFFLINE = 'offline';
export const UNEXPECTED = 'unexpected_answer';

export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    /** Per field, for `invalid_input`. */
    readonly errors: readonly FieldError[] = [],
    /** What else the answer said, such as `nearest` for `slot_taken`. */
    readonly extras: Readonly<Record<string, unknown>> = {},
    /** Seconds to wait, from Retry-After. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(`${code} (${status}): ${detail}`);
  }

  /** Worth asking again without changing anything. */
  get isTransient(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

/** The code of a problem, or null for any other error. */
export function codeOf(error: unknown): string | null {
  return error instanceof ApiProblem ? error.code : null;
}

const STANDARD = new Set(['type', 'title', 'status', 'detail', 'code', 'errors', 'instance']);

/** Turn an answer that is not 2xx into a problem. Never throws. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const wait = Number.isFinite(retryAfter) ? retryAfter : null;
  if (!response.headers.get('Content-Type')?.includes('json')) {
    return new ApiProblem(response.status, UNEXPECTED, response.statusText, [], {}, wait);
  }
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== 'object' || body === null) {
    return new ApiProblem(response.status, UNEXPECTED, response.statusText, [], {}, wait);
  }
  const said = body as Record<string, unknown>;
  return new ApiProblem(
    response.status,
    typeof said.code === 'string' ? said.code : UNEXPECTED,
    typeof said.detail === 'string' ? said.detail : '',
    Array.isArray(said.errors) ? said.errors.filter(isFieldError) : [],
    Object.fromEntries(Object.entries(said).filter(([name]) => !STANDARD.has(name))),
    wait,
  );
}

function isFieldError(value: unknown): value is FieldError {
  return typeof value === 'object' && value !== null && 'field' in value && 'message' in value;
}
