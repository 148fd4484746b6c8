import { describe, expect, it } from 'vitest';
import type { QueueEntry } from '@/api/types';
import { type AgedEntry, ageEntry, byUrgency, keepOrder } from './urgency';

const entry = (number: string, waited: number, more: Partial<QueueEntry> = {}): QueueEntry => ({
  visit_id: number,
  number,
  service_id: 's',
  service_name: '存款取款',
  service_name_en: 'Cash',
  class: 'ordinary',
  care_group: null,
  tier: null,
  state: 'waiting',
  arrived_at: '2026-11-20T02:00:00Z',
  waited_s: waited,
  target_s: 900,
  level: 'ok',
  accessible: false,
  reserved_for: null,
  postponed_until: null,
  calls: 0,
  ...more,
});
const aged = (...args: Parameters<typeof entry>): AgedEntry => ageEntry(entry(...args), 0, 0);
const numbers = (entries: AgedEntry[]) => entries.map((one) => one.number);

describe('the age of an entry', () => {
  it('grows from the number of the server, not from the clock of the machine', () => {
    expect(ageEntry(entry('A1', 100), 5_000, 35_000).age_s).toBe(130);
    expect(ageEntry(entry('A1', 100), 35_000, 5_000).age_s).toBe(100);
  });

  it('becomes a breach when the target passes between two answers', () => {
    expect(ageEntry(entry('A1', 890, { level: 'warn' }), 0, 20_000).age_level).toBe('breach');
  });
});

describe('urgency', () => {
  it('puts the late first, then care, then who used most of the target', () => {
    const list = [
      aged('ok', 600),
      aged('care', 100, { care_group: 'elderly' }),
      aged('late', 1_000, { level: 'breach' }),
      aged('ok2', 700),
    ];
    expect(numbers(list.sort(byUrgency))).toEqual(['late', 'care', 'ok2', 'ok']);
  });

  it('rests in a former order, new ones at the end', () => {
    const list = [aged('new', 1_000), aged('b', 700), aged('a', 600)];
    expect(numbers(keepOrder(list, ['a', 'b']))).toEqual(['a', 'b', 'new']);
  });
});
