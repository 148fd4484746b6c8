import type { Session } from '@/api/types';
import { mayIn } from '@/shared/session';

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
  if (mayIn(session, 'alert:acknowledge') && !session.roles.includes('teller')) return '/board';
  return LANDINGS.find(([permission]) => mayIn(session, permission))?.[1] ?? '/me/sessions';
}
