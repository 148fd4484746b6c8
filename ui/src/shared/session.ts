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

/** Ends the session, provided by the frame; nothing outside it. */
export const SignOutContext = createContext<() => void>(() => undefined);

/** Returns how the person leaves: the session ends and nothing of theirs stays in this tab. */
export function useSignOut(): () => void {
  return useContext(SignOutContext);
}

/** Stands for the whole bank, where a permission has to reach everywhere. */
export const EVERYWHERE = Symbol('everywhere');

/** Where something is to be done: at a branch (by id; null is the head office), or everywhere. */
export type Where = string | null | typeof EVERYWHERE;

/** Tells whether the session has a permission: anywhere at all, or where it is named. */
export function mayIn(session: Session, permission: string, where?: Where): boolean {
  return session.permissions.some(({ reach, branch_ids: branches, codes }) => {
    if (!codes.includes(permission)) return false;
    if (where === undefined || reach === 'all') return true;
    return reach === 'branches' && typeof where === 'string' && branches.includes(where);
  });
}

/**
 * Tells whether the person may do something: anywhere at all, or where it is named.
 *
 * It hides what would be refused; the server decides.
 */
export function useCan(): (permission: string, where?: Where) => boolean {
  const session = useContext(SessionContext);
  return (permission, where) => session !== null && mayIn(session, permission, where);
}

/** The branch the person works in now; null for head office without a chosen branch. */
export function useBranch(): NamedId | null {
  const session = useSession();
  return session.branch ?? session.branches[0] ?? null;
}
