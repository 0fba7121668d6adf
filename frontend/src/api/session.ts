// Who is signed in, and in which of their offices. The staff shell provides the office; pages below it just ask.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect } from 'react';
import { api } from './client';
import { codeOf } from './problem';
import { sessionKey, sessionQuery } from './session-query';
import type { Membership, Role, Session } from './words';

export const CHOSEN_OFFICE = 'frontdesk.office';

/** The office at work: the one chosen on this device, else the first. */
export function membershipOf(
  memberships: readonly Membership[] | undefined,
  chosen: string | null = localStorage.getItem(CHOSEN_OFFICE),
): Membership | undefined {
  return memberships?.find(({ office }) => office.id === chosen) ?? memberships?.[0];
}

export function useSession() {
  return useQuery(sessionQuery);
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete('/session'),
    onSuccess: () => queries.clear(),
  });
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (by: { email: string; password: string }) => api.post<Session>('/session', by),
    onSuccess: (session) => {
      // Somebody else may have been here before: nothing of theirs stays.
      queries.clear();
      queries.setQueryData(sessionKey, session);
    },
  });
}

/** Ask who is signed in as soon as any answer says that nobody is: the shell then leads to the sign-in page. */
export function useSessionWatch(): void {
  const queries = useQueryClient();
  useEffect(() => {
    function heard(error: unknown) {
      if (codeOf(error) !== 'not_signed_in') return;
      if (queries.getQueryState(sessionKey)?.fetchStatus === 'fetching') return;
      void queries.invalidateQueries({ queryKey: sessionKey });
    }
    const stops = [
      queries.getQueryCache().subscribe((event) => {
        if (event.type === 'updated' && event.action.type === 'error' && event.query.queryKey !== sessionKey) {
          heard(event.action.error);
        }
      }),
      queries.getMutationCache().subscribe((event) => {
        if (event.type === 'updated' && event.action.type === 'error') heard(event.action.error);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [queries]);
}

export interface StaffOffice {
  office: Membership['office'];
  role: Role;
  person: Session['person'];
}

export const StaffOfficeContext = createContext<StaffOffice | null>(null);

/** The office at work, the role in it, and the person. Only below the staff shell. */
export function useStaffOffice(): StaffOffice {
  const office = useContext(StaffOfficeContext);
  if (!office) throw new Error('useStaffOffice is for pages below the staff shell.');
  return office;
}
