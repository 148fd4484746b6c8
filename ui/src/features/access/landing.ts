import type { Session } from '@/api/types';

const LANDINGS: [permission: string, path: string][] = [
  ['visit:call', '/counter'],
  ['rule:manage', '/settings'],
  ['board:read', '/board'],
  ['branch:manage', '/settings'],
  ['audit:read', '/audit'],
  ['visit:read', '/visits'],
  ['customer:read', '/customers'],
  ['follow_up:read', '/follow-ups'],
];

/** The first page of a person. A manager may call customers too, but leads the hall first. */
export function landingOf(session: Session): string {
  const { permissions, roles } = session;
  if (permissions.includes('alert:acknowledge') && !roles.includes('teller')) return '/board';
  return LANDINGS.find(([permission]) => permissions.includes(permission))?.[1] ?? '/me/sessions';
}
