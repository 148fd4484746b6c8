import { describe, expect, it } from 'vitest';
import type { QueueEntry } from '@/api/types';
import { ageEntry, keepOrder } from './urgency';

const entry = (number: string, waited: number, more: Partial<QueueEntry> = {}): QueueEntry => ({
  visit_id: number,
  number,
  service_id: 's',
  service_name: '存款取款',
  service_name_en: 'Cash',
  class: 'ordinary',
  care_group: null,
  tier: null,
  standing: {
    class: { code: 'ordinary', name: '普通', name_en: 'Ordinary' },
    urgent: false,
    care_group: null,
    tier: null,
  },
  state: 'waiting',
  park_reason: null,
  arrived_at: '2026-11-20T02:00:00Z',
  waited_s: waited,
  target_s: 900,
  warn_s: 1200,
  breach_s: 1800,
  level: 'ok',
  accessible: false,
  reserved_for: null,
  postponed_until: null,
  calls: 0,
  ...more,
});

describe('the age of an entry', () => {
  it('grows from the number of the server, not from the clock of the machine', () => {
    expect(ageEntry(entry('A1', 100), 5_000, 35_000).age_s).toBe(130);
    expect(ageEntry(entry('A1', 100), 35_000, 5_000).age_s).toBe(100);
  });

  it('passes the limits of the server between two answers', () => {
    const level = (waited: number, passed: number) =>
      ageEntry(entry('A1', waited), 0, passed * 1000).age_level;
    expect([level(1_190, 9), level(1_190, 10), level(1_790, 10)]).toEqual(['ok', 'warn', 'breach']);
  });

  it('stands still while the visit is parked', () => {
    expect(ageEntry(entry('A1', 100, { state: 'parked' }), 0, 60_000).age_s).toBe(100);
  });
});

it('a former order rests, new ones at the end', () => {
  const list = [entry('new', 1_000), entry('b', 700), entry('a', 600)];
  expect(keepOrder(list, ['a', 'b']).map((one) => one.number)).toEqual(['a', 'b', 'new']);
});
