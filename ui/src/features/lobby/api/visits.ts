import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Page, Visit, VisitSummary } from '@/api/types';

/** One visit with its steps. */
export const visitQuery = (id: string) =>
  queryOptions({
    queryKey: ['visit', id],
    queryFn: ({ signal }) => api.get<Visit>(`/visits/${id}`, undefined, signal),
  });

/** Finds visits of a branch by queue number, newest first. */
export const findVisits = (branchId: string | null, number: string) =>
  api.get<Page<VisitSummary>>('/visits', { branch_id: branchId, number, limit: 5 });

/** Where a visit goes when it is handed on: exactly one of the three. */
export interface TransferTo {
  service_id?: string;
  staff_id?: string;
  counter_id?: string;
  note?: string;
}

/** How a visit ended. */
export interface Finish {
  outcome?: string;
  next_steps?: string[];
  note?: string;
}

/** What triage may change. */
export interface Triage {
  service_id?: string;
  care_group?: string | null;
  accessible?: boolean;
  class?: string;
}

/** What became of the advice to use self-service. */
export interface Guidance {
  kind: string;
  outcome: 'accepted' | 'declined' | 'done';
}

const act =
  (name: string) =>
  (id: string, body: unknown = {}) =>
    api.post<Visit>(`/visits/${id}/${name}`, body);

export const recallVisit = act('recall');
export const serveVisit = act('serve');
export const markNoShow = act('no-show');
export const parkVisit = act('park');
export const unparkVisit = act('unpark');
export const callVisit = act('call');
export const leaveVisit = act('leave');
export const transferVisit = (id: string, to: TransferTo) => act('transfer')(id, to);
export const finishVisit = (id: string, finish: Finish) => act('finish')(id, finish);
export const triageVisit = (id: string, triage: Triage) => act('triage')(id, triage);
export const recordGuidance = (id: string, guidance: Guidance) => act('guidance')(id, guidance);
