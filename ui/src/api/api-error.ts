import type { FieldFault, ProblemBody } from './types';

/** What the page may do about a failed request. */
export type ErrorKind =
  | 'offline'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'refused'
  | 'server';

/** The one error every request of the interface can end with; its message is a sentence for the person. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly traceId: string | null,
    readonly errors: FieldFault[] = [],
    readonly retryAfterS: number | null = null,
  ) {
    super(detail);
  }

  /** Builds the error from a problem+json answer. */
  static fromProblem(problem: ProblemBody): ApiError {
    return new ApiError(
      problem.status,
      problem.code,
      problem.detail,
      problem.trace_id || null,
      problem.errors ?? [],
      problem.retry_after_s ?? null,
    );
  }

  /** The server could not be reached at all; there is no trace id. */
  static offline(): ApiError {
    return new ApiError(0, 'client.offline', '', null);
  }

  /** Groups the status numbers by what the page does about them. */
  get kind(): ErrorKind {
    if (this.status === 0) return 'offline';
    if (this.status === 401) return 'unauthenticated';
    if (this.status === 403) return 'forbidden';
    if (this.status === 404) return 'not_found';
    if (this.status === 409) return 'conflict';
    return this.status >= 500 ? 'server' : 'refused';
  }
}
