import { useSyncExternalStore } from 'react';

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function watch(listener: () => void): () => void {
  watchers.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const watcher of watchers) watcher();
    }, 1_000);
  }
  return () => {
    watchers.delete(listener);
    if (watchers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The present in milliseconds, moving on every second; all clocks of a page share one timer. */
export function useNow(): number {
  return useSyncExternalStore(watch, () => now);
}
