import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { BoardCounter, CallAnswer, Counter, Desk, Page } from '@/api/types';

/** How a counter stands now. */
export type CounterNow = Pick<BoardCounter, 'state' | 'staff_name' | 'staff_name_en'>;

/** Everything that the desk of one counter shows. */
export const deskQuery = (counterId: string) =>
  queryOptions({
    queryKey: ['desk', counterId],
    queryFn: ({ signal }) => api.get<Desk>(`/counters/${counterId}/desk`, undefined, signal),
  });

/** The counters of a branch, to pick one. */
export const counterChoicesQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['counter-choices', branchId],
    queryFn: ({ signal }) => api.get<Page<Counter>>(`/branches/${branchId}/counters`, { limit: 100 }, signal),
  });

export const openCounter = (counterId: string) => api.post<unknown>(`/counters/${counterId}/open`);
export const closeCounter = (counterId: string) => api.post<unknown>(`/counters/${counterId}/close`);
export const pauseCounter = (counterId: string, reason: string) =>
  api.post<unknown>(`/counters/${counterId}/pause`, { reason });
export const resumeCounter = (counterId: string) => api.post<unknown>(`/counters/${counterId}/resume`);
export const callNext = (counterId: string) => api.post<CallAnswer>(`/counters/${counterId}/call-next`);
