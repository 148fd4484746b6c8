import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Page, Rating, Visit } from '@/api/types';

/** One visit with its steps. */
export const visitQuery = (id: string) =>
  queryOptions({
    queryKey: ['visit', id],
    queryFn: ({ signal }) => api.get<Visit>(`/visits/${id}`, undefined, signal),
  });

const ratings = (of: { visit_id: string } | { customer_id: string }, signal: AbortSignal) =>
  api.get<Page<Rating>>('/ratings', { ...of, limit: 100 }, signal);

/** What the customer said of one visit; null when nothing, or nothing that the reader may see. */
export const visitRatingQuery = (visitId: string) =>
  queryOptions({
    queryKey: ['ratings', 'visit', visitId],
    queryFn: async ({ signal }) => (await ratings({ visit_id: visitId }, signal)).items[0] ?? null,
  });

/** The latest hundred ratings by one customer that the reader may see, by visit. */
export const customerRatingsQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['ratings', 'customer', customerId],
    queryFn: async ({ signal }) => {
      const { items } = await ratings({ customer_id: customerId }, signal);
      return new Map(items.map((rating) => [rating.visit_id, rating]));
    },
  });
