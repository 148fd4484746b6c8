import type { Session } from '@/api/types';

const LANDINGS: [permission: string, path: string][] = [
  ['visit:call', '/counter'],
  ['board:read', '/board'],
  ['audit:read', '/audit'],
  ['branch:manage', '/settings'],
  ['service:manage', '/settings'],
  ['rule:read', '/settings'],
  ['visit:read', '/visits'],
  ['customer:read', '/customers'],
  ['follow_up:read', '/follow-ups'],
];

/** The first page of a person: for those who both call and lead the hall, the hall. */
export function landingOf(session: Session): string {
  if (session.permissions.includes('visit:triage') && session.permissions.includes('board:read')) {
    if (!session.roles.includes('teller')) return '/board';
  }
  return LANDINGS.find(([permission]) => session.permissions.includes(permission))?.[1] ?? '/me/sessions';
}
