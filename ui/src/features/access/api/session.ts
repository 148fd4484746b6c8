import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { ApiError } from '@/api/api-error';
import { api } from '@/api/client';
import type { Demo, Page, RecoveryCodes, Session, SessionRow, TotpEnrolment } from '@/api/types';

/** The session of this browser; null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: async ({ signal }) => {
    try {
      return await api.get<Session>('/session', undefined, signal);
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'unauthenticated') return null;
      throw error;
    }
  },
});

/** Whether the demo bank is loaded, and its roles. A server without it may answer 404. */
export const demoQuery = queryOptions({
  queryKey: ['demo'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }) => {
    try {
      return await api.get<Demo>('/demo', undefined, signal);
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'not_found') return null;
      throw error;
    }
  },
});

/**
 * Forgets everything that was fetched for the person who leaves.
 *
 * The session is told as gone rather than removed: whoever watches it must hear of it.
 */
export function forgetPerson(client: QueryClient): void {
  // An answer that is still under way would bring the person back.
  void client.cancelQueries({ queryKey: sessionQuery.queryKey });
  client.setQueryData(sessionQuery.queryKey, null);
  client.removeQueries({ predicate: ({ queryKey }) => !['session', 'demo'].includes(String(queryKey[0])) });
  client.getMutationCache().clear();
}

/** My sessions on all machines. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => api.get<Page<SessionRow>>('/sessions', undefined, signal),
});

/** What a person types to sign in; the code only when a second factor is due. */
export interface Credentials {
  username: string;
  password: string;
  code?: string;
}

export const signIn = (credentials: Credentials) => api.post<Session>('/session', credentials);
export const signInAsRole = (role: string, branchId?: string) =>
  api.post<Session>('/demo/session', { role, branch_id: branchId });
export const signOut = () => api.delete<void>('/session');
export const updateSession = (change: { locale?: string; branch_id?: string }) =>
  api.patch<Session>('/session', change);
export const endSession = (id: string) => api.delete<void>(`/sessions/${id}`);
export const changePassword = (body: { current: string; new: string }) =>
  api.post<unknown>('/session/password', body);
export const startTotp = () => api.post<TotpEnrolment>('/session/totp');
export const confirmTotp = (code: string) => api.post<RecoveryCodes>('/session/totp/confirm', { code });
/** Turns the second factor off; a code of it, or a recovery code, shows that it is its owner who asks. */
export const removeTotp = (code: string) => api.post<void>('/session/totp/turn-off', { code });
