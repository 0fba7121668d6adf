// The office's settings: asking for them and changing them. Every change is live for consumers at once.
import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import type {
  NewService,
  Profile,
  ProfileChange,
  ProviderHours,
  ProviderSetting,
  ServiceChange,
  ServiceSetting,
} from '../../api/words';

const key = {
  profile: (office: string) => ['profile', office] as const,
  providers: (office: string) => ['providers', office] as const,
  services: (office: string) => ['services', office] as const,
  hours: (office: string, who: string | null) => ['hours', office, who ?? 'office'] as const,
};

export const serviceKey = (office: string, id: string) => ['services', office, id] as const;

export function useProfile(office: string) {
  return useQuery({
    queryKey: key.profile(office),
    queryFn: ({ signal }) => api.get<Profile>(`/offices/${office}/profile`, { signal }),
  });
}

export function useProviders(office: string) {
  return useQuery({
    queryKey: key.providers(office),
    queryFn: async ({ signal }) =>
      (await api.get<{ items: ProviderSetting[] }>(`/offices/${office}/providers`, { signal })).items,
  });
}

export function useServices(office: string) {
  return useQuery({
    queryKey: key.services(office),
    queryFn: async ({ signal }) =>
      (await api.get<{ items: ServiceSetting[] }>(`/offices/${office}/services`, { signal })).items,
  });
}

/** Weekly hours: of a provider, or with null the office's. */
export function useHours(office: string, providerId: string | null) {
  return useQuery({
    queryKey: key.hours(office, providerId),
    queryFn: ({ signal }) => api.get<ProviderHours>(hoursPath(office, providerId), { signal }),
  });
}

function hoursPath(office: string, providerId: string | null): string {
  return providerId ? `/offices/${office}/providers/${providerId}/hours` : `/offices/${office}/hours`;
}

function useChange<Asked, Answer>(change: (asked: Asked) => Promise<Answer>, keys: readonly QueryKey[]) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}

export function useSaveProfile(office: string) {
  return useChange(
    (change: ProfileChange) => api.patch<Profile>(`/offices/${office}/profile`, change),
    [key.profile(office), ['session'], ['office']],
  );
}

/** A copy takes the own hours of the service it was made from along. */
export function useAddService(office: string, hoursFrom: string | null = null) {
  return useChange(
    async (service: NewService) => {
      const added = await api.post<ServiceSetting>(`/offices/${office}/services`, service);
      if (hoursFrom) {
        const hours = await api.get<ProviderHours>(`/offices/${office}/services/${hoursFrom}/hours`);
        await api.put(`/offices/${office}/services/${added.id}/hours`, hours);
      }
      return added;
    },
    [key.services(office)],
  );
}

/** All services in the order of these ids. */
export function useOrderServices(office: string) {
  return useChange(
    (service_ids: string[]) =>
      api.put<{ items: ServiceSetting[] }>(`/offices/${office}/services-order`, { service_ids }),
    [key.services(office)],
  );
}

export function useChangeService(office: string) {
  return useChange(
    ({ id, change }: { id: string; change: ServiceChange }) =>
      api.patch<ServiceSetting>(`/offices/${office}/services/${id}`, change),
    [key.services(office)],
  );
}
