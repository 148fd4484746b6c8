import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { AskWhatIf, Staffing, WhatIf, WhatIfChoices } from '@/api/types';

/** What can be imagined otherwise at a branch. */
export const choicesQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['what-if', branchId],
    queryFn: ({ signal }) => api.get<WhatIfChoices>(`/branches/${branchId}/what-if`, undefined, signal),
  });

export const askWhatIf = (branchId: string, body: AskWhatIf) =>
  api.post<WhatIf>(`/branches/${branchId}/what-if`, body);

/** What a day is planned for. */
export interface StaffingTarget {
  day: string;
  share_percent?: number;
  within_s?: number;
}

/** How many counters a day needs. */
export const staffingQuery = (branchId: string, target: StaffingTarget) =>
  queryOptions({
    queryKey: ['staffing', branchId, target],
    queryFn: ({ signal }) => api.get<Staffing>(`/branches/${branchId}/staffing`, { ...target }, signal),
  });
