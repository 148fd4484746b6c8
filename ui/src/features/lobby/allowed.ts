import type { Visit, VisitAction } from '@/api/types';

/** Tells whether the server allows an action on a visit now. */
export function allowed(visit: Pick<Visit, 'actions'> | null, action: VisitAction): boolean {
  return visit?.actions.includes(action) ?? false;
}
