/** Requests of the public pages: one function, one kind of error. */
import type { Language } from '@/public/shared/language';

/** What went wrong, as far as a visitor's page acts on it. */
export type Trouble =
  /** No answer, or an answer that is not ours: try again by itself. */
  | 'offline'
  /** Too many requests: try again after a while. */
  | 'busy'
  /** Not known, or no longer. */
  | 'missing'
  /** Refused for a reason that the sentence says. */
  | 'refused';

/** One refused field. */
export interface FieldProblem {
  pointer: string;
  code: string;
  detail: string;
}

/** A request that did not succeed. `message` is in the visitor's language when the server wrote it. */
export class ApiError extends Error {
  readonly trouble: Trouble;
  readonly code: string;
  readonly fields: FieldProblem[];
  readonly retryAfterS: number | null;

  constructor(
    trouble: Trouble,
    message: string,
    more: { code?: string; fields?: FieldProblem[]; retryAfterS?: number | null } = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.trouble = trouble;
    this.code = more.code ?? trouble;
    this.fields = more.fields ?? [];
    this.retryAfterS = more.retryAfterS ?? null;
  }

  /** Whether the same request, sent again later, may succeed. */
  get passing(): boolean {
    return this.trouble === 'offline' || this.trouble === 'busy';
  }
}

/** How a request is sent. */
export interface RequestOptions {
  language: Language;
  /** Makes it a POST. */
  body?: unknown;
  /** Kept across retries of one act, so that it happens once. */
  key?: string;
  signal?: AbortSignal;
  /** Below which address the path stands, when it is none of the public operations. */
  root?: string;
}

const PUBLIC = '/api/v1/public';

const GET_TIMEOUT_MS = 8_000;
const POST_TIMEOUT_MS = 15_000;

/** Makes a fresh idempotency key: a random UUID, also on pages without a secure context. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Sends a request to the public part of the API and answers its JSON, or throws an `ApiError`. */
export async function request<T>(path: string, options: RequestOptions): Promise<T> {
  const post = options.body !== undefined;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), post ? POST_TIMEOUT_MS : GET_TIMEOUT_MS);
  const cancel = () => abort.abort();
  options.signal?.addEventListener('abort', cancel);
  try {
    const response = await fetch(`${options.root ?? PUBLIC}${path}`, {
      method: post ? 'POST' : 'GET',
      headers: headersFor(options),
      body: post ? JSON.stringify(options.body) : undefined,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: abort.signal,
    });
    return await read<T>(response);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError('offline', '');
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', cancel);
  }
}

function headersFor(options: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = {
    Accept: 'application/json, application/problem+json',
    'Accept-Language': options.language,
  };
  if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    headers['Idempotency-Key'] = options.key ?? newKey();
  }
  return headers;
}

async function read<T>(response: Response): Promise<T> {
  const json = (response.headers.get('content-type') ?? '').includes('json');
  if (response.ok) {
    if (response.status === 204) return undefined as T;
    if (!json) throw new ApiError('offline', '');
    return (await response.json()) as T;
  }
  throw problem(response.status, json ? await response.json().catch(() => ({})) : {});
}

interface ProblemBody {
  code?: string;
  detail?: string;
  title?: string;
  errors?: FieldProblem[];
  retry_after_s?: number;
}

function problem(status: number, body: ProblemBody): ApiError {
  return new ApiError(troubleOf(status, body.retry_after_s !== undefined), body.detail ?? body.title ?? '', {
    code: body.code,
    fields: body.errors,
    retryAfterS: body.retry_after_s,
  });
}

/** A conflict that names a time to come back is one too: the first attempt of the same act is still at work. */
function troubleOf(status: number, later: boolean): Trouble {
  if (status === 404 || status === 410) return 'missing';
  if (status === 429 || (status === 409 && later)) return 'busy';
  return status >= 500 ? 'offline' : 'refused';
}
