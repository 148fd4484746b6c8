import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Alert, Board, IssueTicket, Page, Ticket } from '@/api/types';

/** The live picture of a branch. */
export const boardQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['board', branchId],
    queryFn: ({ signal }) => api.get<Board>(`/branches/${branchId}/board`, undefined, signal),
  });

/** The alerts that nobody has taken yet. */
export const openAlertsQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['alerts', branchId],
    queryFn: ({ signal }) => api.get<Page<Alert>>(`/branches/${branchId}/alerts`, { open: true }, signal),
  });

export const acknowledgeAlert = (id: string) => api.post<Alert>(`/alerts/${id}/acknowledge`);
export const issueTicket = (branchId: string, body: IssueTicket) =>
  api.post<Ticket>(`/public/branches/${branchId}/tickets`, { ...body, channel: 'staff' });
