// Who is signed in, and in which of their offices. The staff shell provides the office; pages below it just ask.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api } from './client';
import type { Membership, Role, Session } from './words';

export const sessionKey = ['session'] as const;

export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => api.get<Session>('/session', { signal }),
    staleTime: 60_000,
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete('/session'),
    onSuccess: () => queries.clear(),
  });
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
