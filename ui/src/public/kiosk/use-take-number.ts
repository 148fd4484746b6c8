/** Sends the order for a number until there is an answer, and never twice. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, newKey, request } from '@/public/shared/api';
import type { Language } from '@/public/shared/language';
import type { CheckInOrder, Ticket, TicketOrder } from '@/public/shared/types';

/** How the sending stands. */
export interface Sending<Order = TicketOrder> {
  state: 'idle' | 'sending' | 'retrying' | 'refused';
  /** Why the last attempt failed. */
  error: ApiError | null;
  send: (order: Order) => void;
  /** Forgets the order; the next one is another visitor's. */
  clear: () => void;
}

interface Listener {
  issued: (ticket: Ticket) => void;
  refused: (error: ApiError) => void;
}

const RETRY_MS = 2_500;

interface Current {
  path: string;
  body: string;
  key: string;
  timer?: ReturnType<typeof setTimeout>;
  abort?: AbortController;
}

/** Takes a number for a service. */
export function useTakeNumber(branchId: string, language: Language, listener: Listener): Sending {
  return useOrder<TicketOrder>(`/branches/${branchId}/tickets`, language, listener);
}

/** Turns an appointment into a number. */
export function useCheckIn(branchId: string, language: Language, listener: Listener): Sending<CheckInOrder> {
  return useOrder<CheckInOrder>(`/branches/${branchId}/check-ins`, language, listener);
}

/**
 * An order keeps its idempotency key across retries and across pressing the button again, as long as it is the same order
 * of the same visitor: the server then answers with the ticket it has already issued.
 */
function useOrder<Order>(path: string, language: Language, listener: Listener): Sending<Order> {
  const [shown, setShown] = useState<Pick<Sending, 'state' | 'error'>>({ state: 'idle', error: null });
  const current = useRef<Current | null>(null);
  const heard = useRef(listener);
  heard.current = listener;

  const stop = useCallback(() => {
    clearTimeout(current.current?.timer);
    current.current?.abort?.abort();
  }, []);
  useEffect(() => stop, [stop]);

  const attempt = useCallback(
    async (mine: Current) => {
      mine.abort = new AbortController();
      const { signal } = mine.abort;
      try {
        const body = JSON.parse(mine.body) as Order;
        const ticket = await request<Ticket>(mine.path, { language, body, key: mine.key, signal });
        if (signal.aborted) return;
        current.current = null;
        setShown({ state: 'idle', error: null });
        heard.current.issued(ticket);
      } catch (caught) {
        if (signal.aborted) return;
        const error = caught instanceof ApiError ? caught : new ApiError('offline', '');
        setShown({ state: error.passing ? 'retrying' : 'refused', error });
        if (!error.passing) {
          current.current = null;
          heard.current.refused(error);
          return;
        }
        mine.timer = setTimeout(
          () => void attempt(mine),
          Math.max(RETRY_MS, (error.retryAfterS ?? 0) * 1000),
        );
      }
    },
    [language],
  );

  const send = useCallback(
    (order: Order) => {
      stop();
      const body = JSON.stringify(order);
      const same = current.current?.body === body && current.current.path === path;
      const key = same && current.current ? current.current.key : newKey();
      current.current = { path, body, key };
      setShown({ state: 'sending', error: null });
      void attempt(current.current);
    },
    [attempt, path, stop],
  );
  const clear = useCallback(() => {
    stop();
    current.current = null;
    setShown({ state: 'idle', error: null });
  }, [stop]);
  return { ...shown, send, clear };
}
