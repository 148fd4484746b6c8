import { API_BASE, queryString } from '@/api/client';
import type { LiveEvent, LiveSource, LiveStatus } from '@/shared/live';

type Listener = (event: LiveEvent | null) => void;

/** Topics asked for within this time share one reconnection. */
const GATHER_MS = 50;
const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 15_000];

/**
 * The one event stream of a tab.
 *
 * Pages register topics; the hub keeps a single `EventSource` for their union, opened anew when the union
 * changes. Resuming after a break is the browser's work (`Last-Event-ID`); a stream opened anew has no such
 * memory, so everybody who was registered before is told to fetch again.
 */
export class LiveHub implements LiveSource {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly watchers = new Set<() => void>();
  private source: EventSource | null = null;
  private topics = '';
  private current: LiveStatus = 'idle';
  private gather: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private opened = false;

  constructor(private readonly connect: (url: string) => EventSource = (url) => new EventSource(url)) {}

  register(topic: string, listener: Listener): () => void {
    const group = this.listeners.get(topic) ?? new Set();
    group.add(listener);
    this.listeners.set(topic, group);
    this.schedule();
    return () => {
      group.delete(listener);
      if (group.size === 0 && this.listeners.get(topic) === group) this.listeners.delete(topic);
      this.schedule();
    };
  }

  status(): LiveStatus {
    return this.current;
  }

  watchStatus(listener: () => void): () => void {
    this.watchers.add(listener);
    return () => this.watchers.delete(listener);
  }

  /** Ends the stream; used when the person signs out. */
  close(): void {
    clearTimeout(this.gather);
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
    this.topics = '';
    this.opened = false;
    this.setStatus('idle');
  }

  private schedule(): void {
    clearTimeout(this.gather);
    this.gather = setTimeout(() => this.reconcile(), GATHER_MS);
  }

  /** Brings the stream to the topics that are wanted now. */
  private reconcile(): void {
    const wanted = [...this.listeners.keys()].sort().join(',');
    if (wanted === this.topics && this.source) return;
    if (!wanted) {
      this.close();
      return;
    }
    this.topics = wanted;
    this.open();
  }

  private open(): void {
    clearTimeout(this.retry);
    this.source?.close();
    const source = this.connect(`${API_BASE}/live${queryString({ topics: this.topics })}`);
    this.source = source;
    if (this.current !== 'lost') this.setStatus('connecting');
    source.onopen = () => this.handleOpen();
    source.onerror = () => this.handleError(source);
    source.addEventListener('reset', () => this.tellAll());
    source.onmessage = (event) => this.deliver(event as MessageEvent<string>);
  }

  private handleOpen(): void {
    this.failures = 0;
    if (this.opened) this.tellAll();
    this.opened = true;
    this.setStatus('open');
  }

  /** The browser reconnects by itself unless the server refused; then the hub tries again, ever more slowly. */
  private handleError(source: EventSource): void {
    if (source !== this.source) return;
    this.setStatus('lost');
    if (source.readyState !== EventSource.CLOSED) return;
    const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)];
    this.failures += 1;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.open(), wait);
  }

  private deliver(message: MessageEvent<string>): void {
    let event: LiveEvent;
    try {
      event = JSON.parse(message.data) as LiveEvent;
    } catch {
      this.tellAll();
      return;
    }
    for (const listener of this.listeners.get(event.topic) ?? []) listener(event);
  }

  private tellAll(): void {
    for (const group of this.listeners.values()) for (const listener of group) listener(null);
  }

  private setStatus(status: LiveStatus): void {
    if (status === this.current) return;
    this.current = status;
    for (const watcher of this.watchers) watcher();
  }
}
