import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Finish, Guidance, Page, Park, TransferTo, Triage, Visit } from '@/api/types';

/** Finds visits of a branch by queue number, newest first. */
export const findVisits = (branchId: string | null, number: string) =>
  api.get<Page<Visit>>('/visits', { branch_id: branchId, number, limit: 5 });

/** The latest visits of one customer, newest first. */
export const customerVisitsQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['visits', 'customer', customerId],
    queryFn: ({ signal }) => api.get<Page<Visit>>('/visits', { customer_id: customerId, limit: 5 }, signal),
  });

const act =
  (name: string) =>
  (id: string, body: unknown = {}) =>
    api.post<Visit>(`/visits/${id}/${name}`, body);

export const recallVisit = act('recall');
export const serveVisit = act('serve');
export const markNoShow = act('no-show');
export const unparkVisit = act('unpark');
export const callVisit = act('call');
export const leaveVisit = act('leave');
export const parkVisit = (id: string, park: Park) => act('park')(id, park);
export const transferVisit = (id: string, to: TransferTo) => act('transfer')(id, to);
export const finishVisit = (id: string, finish: Finish) => act('finish')(id, finish);
export const triageVisit = (id: string, triage: Triage) => act('triage')(id, triage);
export const recordGuidance = (id: string, guidance: Guidance) => act('guidance')(id, guidance);
