/** An event stream under the hand of a test: it opens, fails and speaks when told. */
export class FakeEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  /** All streams made so far, newest last. */
  static made: FakeEventSource[] = [];

  readyState = FakeEventSource.CONNECTING;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;

  constructor(readonly url: string) {
    super();
    FakeEventSource.made.push(this);
  }

  open(): void {
    this.readyState = FakeEventSource.OPEN;
    this.onopen?.();
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    this.onerror?.();
  }

  say(kind: string, data: object | string): void {
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    if (kind === 'reset') this.dispatchEvent(new MessageEvent(kind, { data: text }));
    else this.onmessage?.(new MessageEvent('message', { data: text }));
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }
}
