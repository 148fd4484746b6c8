/** A value of the server that is kept fresh and outlives the connection. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '@/public/shared/api';

/** The value as last known, and how the connection stands. */
export interface Resource<T> {
  value: T | null;
  /** Why the last attempt failed; `null` after a success. */
  error: ApiError | null;
  /** The server did not answer the last attempt. */
  offline: boolean;
  /** When the value was loaded, in milliseconds of this device; `null` before the first. */
  loadedAt: number | null;
  reload: () => void;
  /** Puts in a value that another request has answered. */
  replace: (value: T) => void;
}

const FIRST_RETRY_MS = 1_500;
const LAST_RETRY_MS = 10_000;

/** The pause before the given attempt after failures, spread so that many screens do not return at once. */
export function retryDelay(failures: number, spread: number = Math.random()): number {
  const base = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.max(0, failures - 1));
  return base * (0.75 + spread / 2);
}

/**
 * Loads now, every `everyMs`, when the network or the page comes back, and on `reload`.
 *
 * `load` must be stable (wrap it in `useCallback`); a new one starts over but keeps the old value until the new one is there.
 */
export function useResource<T>(load: (signal: AbortSignal) => Promise<T>, everyMs: number): Resource<T> {
  const [state, setState] = useState<Omit<Resource<T>, 'reload' | 'replace'>>({
    value: null,
    error: null,
    offline: false,
    loadedAt: null,
  });
  const trigger = useRef<() => void>(() => undefined);
  const every = useRef(everyMs);
  every.current = everyMs;

  useEffect(() => {
    const loop = startLoop(load, () => every.current, {
      done: (value) => setState({ value, error: null, offline: false, loadedAt: Date.now() }),
      failed: (error) => setState((old) => ({ ...old, error, offline: error.trouble === 'offline' })),
    });
    trigger.current = loop.now;
    return loop.stop;
  }, [load]);

  const reload = useCallback(() => trigger.current(), []);
  const replace = useCallback(
    (value: T) => setState({ value, error: null, offline: false, loadedAt: Date.now() }),
    [],
  );
  return { ...state, reload, replace };
}

interface Listener<T> {
  done: (value: T) => void;
  failed: (error: ApiError) => void;
}

/** Runs the loading loop until stopped; only the newest request is listened to. */
function startLoop<T>(
  load: (signal: AbortSignal) => Promise<T>,
  every: () => number,
  listener: Listener<T>,
): { now: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let abort: AbortController | null = null;
  let failures = 0;

  const now = () => {
    clearTimeout(timer);
    abort?.abort();
    const mine = new AbortController();
    abort = mine;
    load(mine.signal).then(
      (value) => {
        if (mine.signal.aborted) return;
        failures = 0;
        timer = setTimeout(now, every());
        listener.done(value);
      },
      (error: unknown) => {
        if (mine.signal.aborted) return;
        failures += 1;
        timer = setTimeout(now, retryDelay(failures));
        listener.failed(error instanceof ApiError ? error : new ApiError('offline', ''));
      },
    );
  };
  const shown = () => {
    if (document.visibilityState === 'visible') now();
  };
  window.addEventListener('online', now);
  document.addEventListener('visibilitychange', shown);
  now();
  return {
    now,
    stop: () => {
      clearTimeout(timer);
      abort?.abort();
      window.removeEventListener('online', now);
      document.removeEventListener('visibilitychange', shown);
    },
  };
}
