import { describe, expect, it } from 'vitest';
import { adviceFor } from '@/public/phone/advice';
import { sampleTicket } from '@/public/testing/samples';

const NOW = new Date('2026-11-22T02:00:00Z');
const kind = (change: Parameters<typeof sampleTicket>[0]) => adviceFor(sampleTicket(change), NOW)?.kind;
const range = (low: number, high: number) => ({
  low_s: low * 60,
  high_s: high * 60,
  basis: 'recent' as const,
});
const wait = (low: number) => range(low, low * 2);

describe('adviceFor', () => {
  it('sends who is called', () => {
    expect(kind({ state: 'called' })).toBe('go_now');
  });

  it('says "soon" only to who has at most two ahead or waits five minutes at most', () => {
    expect(kind({ ahead: 2, wait: wait(60) })).toBe('stay_near');
    expect(kind({ ahead: 5, wait: range(1, 5) })).toBe('stay_near');
    expect(kind({ ahead: 3, wait: range(1, 6) })).toBe('stay_inside');
    expect(kind({ ahead: 4, wait: range(9, 19) })).toBe('stay_inside');
  });

  it('calls back in time who may be called within the way to the branch', () => {
    expect(kind({ ahead: 5, wait: wait(8) })).toBe('stay_inside');
    expect(kind({ ahead: 5, wait: wait(20) })).toBe('leave_now');
  });

  it('names a time to be back by that half of the low end leaves room for', () => {
    expect(adviceFor(sampleTicket({ ahead: 9, wait: wait(60) }), NOW)).toEqual({
      kind: 'have_time',
      backBy: new Date('2026-11-22T02:25:00Z'),
    });
  });

  it('respects a postponement', () => {
    expect(kind({ ahead: 0, wait: wait(1), postponed_until: '2026-11-22T02:15:00Z' })).toBe('have_time');
    expect(kind({ ahead: 0, wait: wait(1), postponed_until: '2026-11-22T01:59:00Z' })).toBe('stay_near');
  });

  it('says so when nothing is known, and nothing after the visit or while nobody can serve', () => {
    expect(kind({ ahead: 9, wait: null })).toBe('unknown');
    expect(kind({ state: 'finished' })).toBeUndefined();
    expect(kind({ ahead: 0, wait: null, staffed: false })).toBeUndefined();
  });
});
