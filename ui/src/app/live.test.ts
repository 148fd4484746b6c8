import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveEvent } from '@/shared/live';
import { FakeEventSource } from '@/testing/fake-event-source';
import { LiveHub } from './live';

const newest = () => FakeEventSource.made.at(-1) as FakeEventSource;
const event = (topic: string): LiveEvent => ({
  topic,
  kind: 'visit.called',
  at: '2026-11-20T02:00:00Z',
  data: {},
});

function makeHub(): LiveHub {
  return new LiveHub((url) => new FakeEventSource(url) as unknown as EventSource);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', FakeEventSource);
  FakeEventSource.made = [];
});
afterEach(() => {
  vi.useRealTimers();
});

describe('one stream for the tab', () => {
  it('gathers the topics of all pages', () => {
    const hub = makeHub();
    hub.register('me', () => undefined);
    hub.register('board:1', () => undefined);
    vi.advanceTimersByTime(100);
    expect(FakeEventSource.made).toHaveLength(1);
    expect(newest().url).toBe('/api/v1/live?topics=board%3A1%2Cme');
  });

  it('hands an event to the listeners of its topic only', () => {
    const hub = makeHub();
    const board = vi.fn();
    const me = vi.fn();
    hub.register('board:1', board);
    hub.register('me', me);
    vi.advanceTimersByTime(100);
    newest().say('visit.called', event('board:1'));
    expect(board).toHaveBeenCalledWith(event('board:1'));
    expect(me).not.toHaveBeenCalled();
  });

  it('closes when nobody listens any more', () => {
    const hub = makeHub();
    const stop = hub.register('me', () => undefined);
    vi.advanceTimersByTime(100);
    stop();
    vi.advanceTimersByTime(100);
    expect(newest().readyState).toBe(FakeEventSource.CLOSED);
    expect(hub.status()).toBe('idle');
  });

  it('tells everybody to fetch again after it was opened anew for another topic', () => {
    const hub = makeHub();
    const me = vi.fn();
    hub.register('me', me);
    vi.advanceTimersByTime(100);
    newest().open();
    hub.register('board:1', () => undefined);
    vi.advanceTimersByTime(100);
    expect(me).not.toHaveBeenCalled();
    newest().open();
    expect(me).toHaveBeenCalledWith(null);
  });
});

describe('breaks', () => {
  it('tells everybody to fetch again on reset', () => {
    const hub = makeHub();
    const me = vi.fn();
    hub.register('me', me);
    vi.advanceTimersByTime(100);
    newest().say('reset', '');
    expect(me).toHaveBeenCalledWith(null);
  });

  it('says lost while the browser reconnects, and open afterwards', () => {
    const hub = makeHub();
    const seen: string[] = [];
    hub.watchStatus(() => seen.push(hub.status()));
    hub.register('me', () => undefined);
    vi.advanceTimersByTime(100);
    newest().open();
    newest().fail(FakeEventSource.CONNECTING);
    newest().open();
    expect(seen).toEqual(['connecting', 'open', 'lost', 'open']);
    expect(FakeEventSource.made).toHaveLength(1);
  });

  it('tries again by itself when the server refused the stream', () => {
    const hub = makeHub();
    hub.register('me', () => undefined);
    vi.advanceTimersByTime(100);
    newest().fail(FakeEventSource.CLOSED);
    vi.advanceTimersByTime(1_000);
    expect(FakeEventSource.made).toHaveLength(2);
    newest().fail(FakeEventSource.CLOSED);
    vi.advanceTimersByTime(1_000);
    expect(FakeEventSource.made).toHaveLength(2);
    vi.advanceTimersByTime(1_000);
    expect(FakeEventSource.made).toHaveLength(3);
  });
});
