import { createContext, useContext } from 'react';
import type { NamedId, Session } from '@/api/types';

/** The session of the signed-in person, provided by the frame; null outside it. */
export const SessionContext = createContext<Session | null>(null);

/** Returns the session; pages inside the frame always have one. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside the signed-in frame');
  return session;
}

/** Tells whether the person may do something here. It hides; the server decides. */
export function useCan(): (permission: string) => boolean {
  const session = useContext(SessionContext);
  return (permission) => session?.permissions.includes(permission) ?? false;
}

/** The branch the person works in now; null for head office without a chosen branch. */
export function useBranch(): NamedId | null {
  const session = useSession();
  return session.branch ?? session.branches[0] ?? null;
}
