import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { AuditVerification } from '@/api/types';

/** The check of the whole chain; it reads every row, so it runs only when asked. */
export const verificationQuery = queryOptions({
  queryKey: ['audit', 'verification'],
  enabled: false,
  retry: false,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => api.get<AuditVerification>('/audit/verification', undefined, signal),
});
