import { describe, expect, it } from 'vitest';
import {
  type Announcement,
  accept,
  emptyQueue,
  FRESH_MS,
  languagesOf,
  open,
  plan,
  STALE_MS,
  take,
} from '@/public/hall/announcements';
import type { Call, Voice } from '@/public/shared/types';

const NOW = Date.parse('2026-11-22T02:00:00Z');
const voice: Voice = { languages: ['zh-CN', 'en'], volume: 0.8, repeat: 2 };

function call(id: string, number: string, agoMs = 0, times = 1): Call {
  const called_at = new Date(NOW - agoMs).toISOString();
  return { call_id: id, number, counter_number: '3', called_at, times, round: times };
}

/** A list of calls; seven are kept. */
const list = (...calls: Call[]) => ({ calls, kept_calls: 7 });

function numbers(queue: { pending: readonly Announcement[] }): string[] {
  return queue.pending.map((announcement) => announcement.number);
}

function first(queue: { pending: readonly Announcement[] }): Announcement {
  const announcement = queue.pending[0];
  if (!announcement) throw new Error('nothing is pending');
  return announcement;
}

describe('the announcement queue', () => {
  it('says calls in the order in which they were called', () => {
    const queue = accept(emptyQueue, list(call('b', 'A002', 100), call('a', 'A001', 900)), NOW);
    expect(numbers(queue)).toEqual(['A001', 'A002']);
  });

  it('says nothing twice when the same list comes again', () => {
    const calls = list(call('a', 'A001'));
    const queue = accept(emptyQueue, calls, NOW);
    expect(accept(queue, calls, NOW)).toBe(queue);
    const after = take(queue, NOW).queue;
    expect(accept(after, calls, NOW).pending).toEqual([]);
  });

  it('says a repeated call again, in place of the one that still waits', () => {
    const queue = accept(emptyQueue, list(call('a', 'A001')), NOW);
    const again = accept(queue, list(call('a', 'A001', 0, 2)), NOW + 10);
    expect(again.pending.map((announcement) => announcement.key)).toEqual(['a#2']);
    const said = take(queue, NOW).queue;
    expect(numbers(accept(said, list(call('a', 'A001', 0, 2)), NOW))).toEqual(['A001']);
  });

  it('puts what is learned later behind what is known, whatever its time of call', () => {
    const queue = accept(emptyQueue, list(call('a', 'A001', 0)), NOW);
    const later = accept(queue, list(call('b', 'A002', 60_000, 2), call('a', 'A001', 0)), NOW + 5);
    expect(numbers(later)).toEqual(['A001', 'A002']);
  });

  it('says only fresh calls on a screen that has just been opened', () => {
    const opened = list(call('new', 'A009', 1_000), call('old', 'A001', FRESH_MS + 1));
    const queue = open(opened, NOW);
    expect(numbers(queue)).toEqual(['A009']);
    expect(numbers(accept(queue, opened, NOW))).toEqual(['A009']);
  });

  it('leaves behind what has waited too long', () => {
    const queue = accept(emptyQueue, list(call('a', 'A001')), NOW);
    expect(take(queue, NOW + STALE_MS).next?.number).toBe('A001');
    expect(take(queue, NOW + STALE_MS + 1).next).toBeNull();
  });

  it('does not say what no longer leads anywhere, but says what newer calls have pushed out', () => {
    const waiting = accept(emptyQueue, list(call('b', 'A002', 100), call('a', 'A001', 900)), NOW);
    expect(numbers(accept(waiting, list(call('a', 'A001', 900)), NOW))).toEqual(['A001']);
    expect(numbers(accept(waiting, list(call('b', 'A002', 100)), NOW))).toEqual(['A002']);
    expect(numbers(accept(waiting, list(), NOW))).toEqual([]);
    const full = { calls: [call('b', 'A002', 100)], kept_calls: 1 };
    expect(numbers(accept(waiting, full, NOW))).toEqual(['A001', 'A002']);
  });

  it('answers nothing when nothing waits', () => {
    expect(take(emptyQueue, NOW)).toEqual({ next: null, queue: { pending: [], known: [] } });
  });

  it('does not remember calls without end', () => {
    const many = Array.from({ length: 500 }, (_, at) => call(`c${at}`, `A${at}`));
    expect(accept(emptyQueue, list(...many), NOW).known.length).toBeLessThanOrEqual(200);
  });
});

describe('the sounds of one announcement', () => {
  const announcement = first(accept(emptyQueue, list(call('a', 'A012')), NOW));

  it('are a chime, then both languages, all repeated', () => {
    const sounds = plan(announcement, voice, 0).map((sound) =>
      sound.kind === 'chime' ? 'chime' : `${sound.language} ${sound.volume}`,
    );
    expect(sounds).toEqual(['chime', 'zh-CN 0.8', 'en 0.8', 'zh-CN 0.8', 'en 0.8']);
  });

  it('are said once when many wait', () => {
    expect(plan(announcement, voice, 4)).toHaveLength(3);
  });

  it('are none in silent hours and never louder than full', () => {
    expect(plan(announcement, { ...voice, volume: 0 }, 0)).toEqual([]);
    expect(plan(announcement, { ...voice, volume: 7 }, 0)[0]).toEqual({ kind: 'chime', volume: 1 });
  });

  it('are in Mandarin when no language is known', () => {
    expect(languagesOf({ ...voice, languages: [] })).toEqual(['zh-CN']);
    expect(languagesOf({ ...voice, languages: ['en'] })).toEqual(['en']);
    expect(languagesOf({ ...voice, languages: ['en-GB', 'zh'] })).toEqual(['zh-CN', 'en']);
  });
});
