import type { Level, QueueEntry } from '@/api/types';

/** A queue entry with its age as of now, not as of the last answer. */
export interface AgedEntry extends QueueEntry {
  age_s: number;
  age_level: Level;
}

const RANK: Record<Level, number> = { breach: 0, warn: 1, ok: 2 };

/**
 * Ages an entry since it was fetched.
 *
 * It counts from the server's own number, so a clock that is wrong on this machine does no harm.
 */
export function ageEntry(entry: QueueEntry, fetchedAtMs: number, nowMs: number): AgedEntry {
  // Who is set aside is not in the line; the clock stands still.
  const since = entry.state === 'parked' ? 0 : Math.max(0, Math.floor((nowMs - fetchedAtMs) / 1000));
  const age = entry.waited_s + since;
  const over = entry.target_s > 0 && age >= entry.target_s;
  return { ...entry, age_s: age, age_level: over ? 'breach' : entry.level };
}

/** Orders by urgency: too late first, then care customers, then by share of the target used. */
export function byUrgency(a: AgedEntry, b: AgedEntry): number {
  const share = (entry: AgedEntry) => entry.age_s / Math.max(1, entry.target_s);
  return (
    RANK[a.age_level] - RANK[b.age_level] ||
    Number(b.care_group !== null) - Number(a.care_group !== null) ||
    share(b) - share(a)
  );
}

/** Keeps a former order of ids: what is known stays where it was, what is new comes at the end. */
export function keepOrder<T extends { visit_id: string }>(entries: T[], order: string[]): T[] {
  const place = new Map(order.map((id, index) => [id, index]));
  const at = (entry: T) => place.get(entry.visit_id) ?? order.length;
  return [...entries].sort((a, b) => at(a) - at(b));
}
