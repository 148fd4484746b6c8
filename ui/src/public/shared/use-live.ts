/** The live stream: tells that something changed; what changed is fetched. */
import { useEffect, useRef, useState } from 'react';
import { retryDelay } from '@/public/shared/use-resource';

/** Whether changes arrive by themselves; otherwise the page asks more often. */
export type LiveState = 'connecting' | 'live' | 'down';

/** Several events of one act arrive together; they cause one fetch. */
const GATHER_MS = 120;

/**
 * Listens to the topics and calls `onChange` after events, after `reset` and after each reconnection.
 *
 * The browser reconnects by itself after a lost connection, but not after an answer that is no stream (a proxy's 502);
 * then a new stream is opened with growing pauses.
 */
export function useLive(topics: string | null, onChange: () => void): LiveState {
  const [state, setState] = useState<LiveState>('connecting');
  const change = useRef(onChange);
  change.current = onChange;

  useEffect(() => {
    if (!topics || typeof EventSource === 'undefined') {
      setState('down');
      return undefined;
    }
    return listen(`/api/v1/live?topics=${encodeURIComponent(topics)}`, setState, () => change.current());
  }, [topics]);
  return state;
}

function listen(url: string, onState: (state: LiveState) => void, onChange: () => void): () => void {
  let source: EventSource | null = null;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let opened = false;

  const changed = () => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      onChange();
    }, GATHER_MS);
  };
  const open = () => {
    source = new EventSource(url);
    source.onopen = () => {
      failures = 0;
      onState('live');
      if (opened) changed();
      opened = true;
    };
    source.onerror = () => {
      onState('down');
      changed();
      if (source?.readyState !== EventSource.CLOSED) return;
      failures += 1;
      clearTimeout(reopening);
      reopening = setTimeout(open, retryDelay(failures));
    };
    source.onmessage = changed;
    source.addEventListener('reset', changed);
  };
  open();
  return () => {
    clearTimeout(reopening);
    clearTimeout(gathering);
    source?.close();
  };
}
