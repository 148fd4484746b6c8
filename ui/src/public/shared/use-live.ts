/** The live stream: tells that something changed; what changed is fetched. */
import { useEffect, useRef, useState } from 'react';
import { retryDelay } from '@/public/shared/use-resource';

/** Whether changes arrive by themselves; otherwise the page asks more often. */
export type LiveState = 'connecting' | 'live' | 'down';

/** Several events of one act arrive together; they cause one fetch. */
const GATHER_MS = 120;
/** Everybody's phone hears of everybody's call; they do not all ask at the same moment. */
const SPREAD_MS = 1_500;

/** How a page listens. */
export interface Listening {
  /** A topic of whose events only the sum matters: what follows from them is asked for within a second or two. */
  unhurried?: string;
}

/**
 * Listens to the topics and calls `onChange` after events, after `reset` and each time the stream opens: what changed
 * between the page's first fetch and its first moment on the stream is not missed.
 *
 * The browser reconnects by itself after a lost connection, but not after an answer that is no stream (a proxy's 502);
 * then a new stream is opened with growing pauses.
 */
export function useLive(topics: string | null, onChange: () => void, listening: Listening = {}): LiveState {
  const [state, setState] = useState<LiveState>('connecting');
  const change = useRef(onChange);
  change.current = onChange;
  const { unhurried } = listening;

  useEffect(() => {
    if (!topics || typeof EventSource === 'undefined') {
      setState('down');
      return undefined;
    }
    const url = `/api/v1/live?topics=${encodeURIComponent(topics)}`;
    return listen(url, unhurried, setState, () => change.current());
  }, [topics, unhurried]);
  return state;
}

function listen(
  url: string,
  unhurried: string | undefined,
  onState: (state: LiveState) => void,
  onChange: () => void,
): () => void {
  let source: EventSource | null = null;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let due = 0;
  let failures = 0;

  const changeWithin = (delay: number) => {
    const at = Date.now() + delay;
    if (gathering !== undefined && due <= at) return;
    clearTimeout(gathering);
    due = at;
    gathering = setTimeout(() => {
      gathering = undefined;
      onChange();
    }, delay);
  };
  const changed = () => changeWithin(GATHER_MS);
  const heard = (event: MessageEvent) => {
    const later = unhurried !== undefined && topicOf(event) === unhurried;
    changeWithin(later ? GATHER_MS + Math.random() * SPREAD_MS : GATHER_MS);
  };
  const open = () => {
    source = new EventSource(url);
    source.onopen = () => {
      failures = 0;
      onState('live');
      changed();
    };
    source.onerror = () => {
      onState('down');
      changed();
      if (source?.readyState !== EventSource.CLOSED) return;
      failures += 1;
      clearTimeout(reopening);
      reopening = setTimeout(open, retryDelay(failures));
    };
    source.onmessage = heard;
    source.addEventListener('reset', changed);
  };
  open();
  return () => {
    clearTimeout(reopening);
    clearTimeout(gathering);
    source?.close();
  };
}

function topicOf(event: MessageEvent): string | null {
  try {
    const { topic } = JSON.parse(String(event.data)) as { topic?: string };
    return topic ?? null;
  } catch {
    return null;
  }
}
