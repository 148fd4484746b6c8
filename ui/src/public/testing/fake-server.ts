/** A server for tests: answers by path, can be down, and remembers what was asked. */
import { vi } from 'vitest';

/** A request as the fake server saw it. */
export interface Asked {
  method: string;
  path: string;
  key: string | null;
  language: string | null;
  body: unknown;
}

/** What a path answers: a value, or a problem with its status. */
export type Reply = { status: number; body: unknown };

/** The server; `down` makes it silent, `lose` makes it do its work without answering, that many times. */
export class FakeServer {
  readonly asked: Asked[] = [];
  down = false;
  lose = 0;
  private readonly replies = new Map<string, (asked: Asked) => Reply>();

  /** Takes the place of `fetch`; vitest gives the true one back after the test. */
  start(): this {
    vi.stubGlobal('fetch', (path: string, init: RequestInit) => this.answer(path, init));
    vi.stubGlobal('EventSource', SilentEventSource);
    return this;
  }

  /** Answers what is asked as `GET /path` or `POST /path` below the public API. */
  on(request: string, body: unknown, status = 200): this {
    this.replies.set(
      request,
      typeof body === 'function' ? (body as (asked: Asked) => Reply) : () => ({ status, body }),
    );
    return this;
  }

  /** The requests so far to a path. */
  to(request: string): Asked[] {
    return this.asked.filter((asked) => `${asked.method} ${asked.path}` === request);
  }

  private async answer(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const asked: Asked = {
      method: init.method ?? 'GET',
      path: url.replace('/api/v1/public', ''),
      key: headers.get('Idempotency-Key'),
      language: headers.get('Accept-Language'),
      body: init.body ? JSON.parse(String(init.body)) : null,
    };
    this.asked.push(asked);
    if (this.down) throw new TypeError('no connection');
    const reply = this.replies.get(`${asked.method} ${asked.path}`)?.(asked) ?? notFound();
    if (asked.method === 'POST' && this.lose > 0) {
      this.lose -= 1;
      throw new TypeError('connection lost');
    }
    const type = reply.status < 400 ? 'application/json' : 'application/problem+json';
    return new Response(JSON.stringify(reply.body), {
      status: reply.status,
      headers: { 'content-type': type },
    });
  }
}

function notFound(): Reply {
  return { status: 404, body: { code: 'not_found', detail: '没有找到' } };
}

/** A stream that is open and says nothing until told. */
export class SilentEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static last: SilentEventSource | null = null;
  readyState = 1;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;

  constructor(readonly url: string) {
    super();
    SilentEventSource.last = this;
  }

  close(): void {
    this.readyState = SilentEventSource.CLOSED;
  }
}
