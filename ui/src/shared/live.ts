import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react';

/** One message of the live stream: ids and numbers only, never personal data. */
export interface LiveEvent {
  topic: string;
  kind: string;
  at: string;
  data: Record<string, unknown>;
}

/** Whether events arrive: `lost` means the page may be out of date. */
export type LiveStatus = 'idle' | 'connecting' | 'open' | 'lost';

/** What pages need of the hub; `src/app/live.ts` implements it. */
export interface LiveSource {
  /** Asks for a topic; the returned function gives it back. `null` as event means: fetch everything anew. */
  register(topic: string, listener: (event: LiveEvent | null) => void): () => void;
  status(): LiveStatus;
  watchStatus(listener: () => void): () => void;
}

/** The hub of this tab, provided by the frame. */
export const LiveContext = createContext<LiveSource | null>(null);

/** How the stream stands, for the offline banner and for polling while it is gone. */
export function useLiveStatus(): LiveStatus {
  const source = useContext(LiveContext);
  return useSyncExternalStore(
    (listener) => source?.watchStatus(listener) ?? (() => undefined),
    () => source?.status() ?? 'idle',
  );
}

/**
 * Keeps the queries under `keys` fresh while the component is mounted: each event on `topic` invalidates them.
 *
 * A null topic registers nothing.
 */
export function useLive(topic: string | null, keys: QueryKey[], onEvent?: (event: LiveEvent) => void): void {
  const source = useContext(LiveContext);
  const client = useQueryClient();
  const latest = useRef({ keys, onEvent });
  useEffect(() => {
    latest.current = { keys, onEvent };
  });
  useEffect(() => {
    if (!source || !topic) return undefined;
    return source.register(topic, (event) => {
      for (const queryKey of latest.current.keys) void client.invalidateQueries({ queryKey });
      if (event) latest.current.onEvent?.(event);
    });
  }, [source, topic, client]);
}

/** How often to ask again by hand: only while the stream is gone. */
export function usePollWhileLost(milliseconds = 10_000): number | false {
  return useLiveStatus() === 'lost' ? milliseconds : false;
}
