import type { Visit } from '@/api/types';

/** Tells whether the server allows an action on a visit now. */
export function allowed(visit: Pick<Visit, 'actions'> | null, action: string): boolean {
  return visit?.actions.some((name) => name.replace(/-/g, '_') === action) ?? false;
}
