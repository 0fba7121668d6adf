// Who works here: asking and changing. Every change is told to open pages by the office's stream.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { addressOf, api } from '../../api/client';
import { useLiveQueries } from '../../api/live';
import { sessionKey } from '../../api/session-query';
import type {
  Departed,
  Departure,
  Invitation,
  InvitationWish,
  NewOffice,
  NewProvider,
  OfficeListed,
  ServiceSetting,
  StaffChange,
  StaffList,
  StaffMember,
  VisitAhead,
} from '../../api/words';

const staffKey = (office: string) => ['staff', office] as const;

export function useStaff(office: string) {
  return useQuery({
    queryKey: staffKey(office),
    queryFn: ({ signal }) => api.get<StaffList>(`/offices/${office}/staff`, { signal }),
  });
}

export function useStaffLive(office: string) {
  return useLiveQueries(addressOf(`/offices/${office}/stream`), [staffKey(office), sessionKey]);
}

export function useServicesOffered(office: string) {
  return useQuery({
    queryKey: ['services', office],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: ServiceSetting[] }>(`/offices/${office}/services`, { signal })).items,
  });
}

export function useVisitsAhead(office: string, person: string) {
  return useQuery({
    queryKey: [...staffKey(office), 'ahead', person],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: VisitAhead[] }>(`/offices/${office}/staff/${person}/visits-ahead`, { signal })).items,
  });
}

function useChange<Asked, Answer>(office: string, change: (asked: Asked) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: staffKey(office) }),
  });
}

export function useInvite(office: string) {
  return useChange(office, (wish: InvitationWish) => api.post<Invitation>(`/offices/${office}/invitations`, wish));
}

export function useSendAgain(office: string) {
  return useChange(office, (id: string) => api.post<Invitation>(`/offices/${office}/invitations/${id}/sending`));
}

export function useRevoke(office: string) {
  return useChange(office, (id: string) => api.delete(`/offices/${office}/invitations/${id}`));
}

export function useChangeMember(office: string) {
  return useChange(office, ({ id, ...change }: StaffChange & { id: string }) =>
    api.patch<StaffMember>(`/offices/${office}/staff/${id}`, change),
  );
}

export function useLetSeeConsumers(office: string) {
  return useChange(office, ({ id, ...provider }: NewProvider & { id: string }) =>
    api.post<StaffMember>(`/offices/${office}/staff/${id}/provider`, provider),
  );
}

export function useDeactivate(office: string) {
  return useChange(office, ({ id, ...departure }: Departure & { id: string }) =>
    api.post<Departed>(`/offices/${office}/staff/${id}/deactivation`, departure),
  );
}

export function useReactivate(office: string) {
  return useChange(office, (id: string) => api.post<StaffMember>(`/offices/${office}/staff/${id}/reactivation`));
}

export function useOpenOffice() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: NewOffice) => api.post<OfficeListed>('/offices', wish),
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionKey }),
  });
}
