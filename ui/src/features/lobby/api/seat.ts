import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Seat } from '@/api/types';

/** The counter that I have opened and not closed; null when I sit at none. */
export const seatQuery = (staffId: string) =>
  queryOptions({
    queryKey: ['seat', staffId],
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await api.get<Seat>('/desk', undefined, signal)).counter_id,
  });
