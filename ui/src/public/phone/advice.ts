/** Whether to go now or to have a coffee first. */

import { isStaffed } from '@/public/shared/staffing-notes';
import type { Ticket, WaitRange } from '@/public/shared/types';

/** What the visitor had best do. `backBy` is a time to be back at the branch. */
export type Advice =
  | { kind: 'go_now' | 'stay_near' | 'stay_inside' | 'leave_now' | 'unknown' }
  | { kind: 'have_time'; backBy: Date };

/** Nearer than this nobody should leave the hall. */
const STAY_S = 5 * 60;
/** "Soon" is true when even the high end of the wait is no longer than this. */
const SOON_S = 5 * 60;
/** Within this the way back should begin. */
const LEAVE_S = 12 * 60;
/** One should be back this long before the earliest call. */
const MARGIN_S = 5 * 60;
const FEW_AHEAD = 2;
/** Every second visitor waits less than the low end; hardly anybody waits less than half of it. */
const SOONEST_SHARE = 0.5;

/** Advises from the soonest likely call, because being late is worse than being early. */
export function adviceFor(ticket: Ticket, loadedAt: Date): Advice | null {
  if (ticket.state === 'called') return { kind: 'go_now' };
  if (ticket.state !== 'waiting' || !isStaffed(ticket)) return null;
  const postponedS = ticket.postponed_until
    ? (Date.parse(ticket.postponed_until) - loadedAt.getTime()) / 1000
    : 0;
  const soonest = Math.max((ticket.wait?.low_s ?? 0) * SOONEST_SHARE, postponedS);
  if (postponedS <= STAY_S && isNear(ticket.ahead, ticket.wait)) return { kind: 'stay_near' };
  if (!ticket.wait && postponedS <= 0) return { kind: 'unknown' };
  if (soonest <= STAY_S) return { kind: 'stay_inside' };
  if (soonest <= LEAVE_S) return { kind: 'leave_now' };
  return { kind: 'have_time', backBy: new Date(loadedAt.getTime() + (soonest - MARGIN_S) * 1000) };
}

function isNear(ahead: number, wait: WaitRange | null): boolean {
  return ahead <= FEW_AHEAD || (wait !== null && wait.high_s <= SOON_S);
}
