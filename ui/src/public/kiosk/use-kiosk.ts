import { useCallback } from 'react';
import { request } from '@/public/shared/api';
import type { Kiosk } from '@/public/shared/types';
import { type Resource, useResource } from '@/public/shared/use-resource';

const POLL_MS = 20_000;

/** The branch's services and hours, kept fresh; also the sign that the server can be reached. */
export function useKiosk(branchId: string): Resource<Kiosk> {
  const load = useCallback(
    (signal: AbortSignal) => request<Kiosk>(`/branches/${branchId}/kiosk`, { language: 'zh-CN', signal }),
    [branchId],
  );
  return useResource(load, POLL_MS);
}
