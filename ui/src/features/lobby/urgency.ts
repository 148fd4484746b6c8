import type { Level, QueueEntry } from '@/api/types';

/** A queue entry with its age as of now, not as of the last answer. */
export interface AgedEntry extends QueueEntry {
  age_s: number;
  age_level: Level;
}

/**
 * Ages an entry since it was fetched.
 *
 * It counts from the server's own number, so a clock that is wrong on this machine does no harm, and judges by the
 * server's own limits, so that rows, drawers and alerts say the same.
 */
export function ageEntry(entry: QueueEntry, fetchedAtMs: number, nowMs: number): AgedEntry {
  // Who is set aside is not in the line; the clock stands still.
  const since = entry.state === 'parked' ? 0 : Math.max(0, Math.floor((nowMs - fetchedAtMs) / 1000));
  const age = entry.waited_s + since;
  return { ...entry, age_s: age, age_level: levelOf(entry, age) };
}

function levelOf({ warn_s: warn, breach_s: breach }: QueueEntry, age: number): Level {
  if (age >= breach) return 'breach';
  return age >= warn ? 'warn' : 'ok';
}

/** Keeps a former order of ids: what is known stays where it was, what is new comes at the end. */
export function keepOrder<T extends { visit_id: string }>(entries: T[], order: string[]): T[] {
  const place = new Map(order.map((id, index) => [id, index]));
  const at = (entry: T) => place.get(entry.visit_id) ?? order.length;
  return [...entries].sort((a, b) => at(a) - at(b));
}
