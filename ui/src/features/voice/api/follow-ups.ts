import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { FollowUp, RatingSummary } from '@/api/types';

/** How a call back ended. */
export interface Close {
  outcome: string;
  note?: string;
}

/** The figures of the ratings of a branch. */
export const ratingSummaryQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['rating-summary', branchId],
    queryFn: ({ signal }) => api.get<RatingSummary>('/ratings/summary', { branch_id: branchId }, signal),
  });

export const takeFollowUp = (id: string) => api.post<FollowUp>(`/follow-ups/${id}/take`);
export const closeFollowUp = (id: string, body: Close) => api.post<FollowUp>(`/follow-ups/${id}/close`, body);
