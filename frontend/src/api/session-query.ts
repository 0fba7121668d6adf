// The question who is signed in, apart from those who ask: it is put before the code that asks it has come.
import { api } from './client';
import type { Session } from './words';

export const sessionKey = ['session'] as const;

export const sessionQuery = {
  queryKey: sessionKey,
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Session>('/session', { signal }),
  staleTime: 60_000,
};
