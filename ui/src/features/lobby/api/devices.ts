import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { KioskDevice, RegisteredKiosk, RegisterKiosk, Roll, SetRoll } from '@/api/types';

/** The roll of pre-printed numbers of a branch. */
export const rollQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['roll', branchId],
    queryFn: ({ signal }) => api.get<Roll>(`/branches/${branchId}/roll`, undefined, signal),
  });

/** The kiosks that a branch registered. */
export const kiosksQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['kiosks', branchId],
    queryFn: ({ signal }) =>
      api.get<{ items: KioskDevice[] }>(`/branches/${branchId}/kiosks`, undefined, signal),
  });

export const setRoll = (branchId: string, body: SetRoll) => api.put<Roll>(`/branches/${branchId}/roll`, body);
export const registerKiosk = (branchId: string, body: RegisterKiosk) =>
  api.post<RegisteredKiosk>(`/branches/${branchId}/kiosks`, body);
export const revokeKiosk = (id: string) => api.post<KioskDevice>(`/kiosks/${id}/revoke`);
