import { ApiError } from './api-error';
import type { ProblemBody } from './types';

/** Where every path of the client starts. */
export const API_BASE = '/api/v1';

type Scalar = string | number | boolean | null | undefined;
/** Query parameters; empty strings, null and undefined are left out. */
export type Query = Record<string, Scalar>;
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

interface Options {
  query?: Query;
  body?: unknown;
  /** Sent as it is, instead of a body in JSON. */
  bytes?: Blob;
  signal?: AbortSignal;
  /** Repeats of one act share a key, so the server answers the second like the first. */
  idempotencyKey?: string;
}

let language = 'zh-CN';

/** Sets the language in which the server answers (`Accept-Language`). */
export function setApiLanguage(locale: string): void {
  language = locale;
}

/** Writes the query string, with its question mark, or nothing. */
export function queryString(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text && `?${text}`;
}

function isProblem(value: unknown): value is ProblemBody {
  return typeof value === 'object' && value !== null && 'code' in value && 'status' in value;
}

async function readError(response: Response): Promise<ApiError> {
  const traceId = response.headers.get('x-trace-id');
  try {
    const body: unknown = await response.json();
    if (isProblem(body)) return ApiError.fromProblem(body);
  } catch {
    // An answer of a proxy on the way has no problem body; the status must do.
  }
  if ([502, 503, 504].includes(response.status)) return ApiError.offline();
  return new ApiError(response.status, 'client.unreadable', '', traceId);
}

async function request<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language };
  if (method === 'POST') headers['Idempotency-Key'] = options.idempotencyKey ?? newKey();
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.bytes) headers['Content-Type'] = 'application/octet-stream';
  let response: Response;
  try {
    response = await fetch(`${API_BASE}${path}${queryString(options.query)}`, {
      method,
      headers,
      credentials: 'same-origin',
      body: options.bytes ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
      signal: options.signal,
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw ApiError.offline();
  }
  if (!response.ok) throw await readError(response);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Makes a UUID; `crypto.randomUUID` exists only in secure contexts, and branches may serve plain HTTP. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The thin client: one function a method, answers parsed, refusals thrown as [`ApiError`]. */
export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => request<T>('GET', path, { query, signal }),
  post: <T>(path: string, body: unknown = {}, idempotencyKey?: string) =>
    request<T>('POST', path, { body, idempotencyKey }),
  patch: <T>(path: string, body: unknown) => request<T>('PATCH', path, { body }),
  put: <T>(path: string, body: unknown) => request<T>('PUT', path, { body }),
  putBytes: <T>(path: string, bytes: Blob) => request<T>('PUT', path, { bytes }),
  delete: <T>(path: string) => request<T>('DELETE', path),
};
