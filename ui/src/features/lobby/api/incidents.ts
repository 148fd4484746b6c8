import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { BeginIncident, ChangeIncident, Incident, IncidentReport } from '@/api/types';

/** An incident with those whom it concerned. */
export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: ['incident', id],
    queryFn: ({ signal }) => api.get<IncidentReport>(`/incidents/${id}`, undefined, signal),
  });

export const beginIncident = (body: BeginIncident) => api.post<Incident>('/incidents', body);
export const changeIncident = (id: string, body: ChangeIncident) =>
  api.patch<Incident>(`/incidents/${id}`, body);
export const endIncident = (id: string, version: number) =>
  api.post<Incident>(`/incidents/${id}/end`, { version });
