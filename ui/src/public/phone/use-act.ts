import { useRef, useState } from 'react';
import { ApiError, newKey, request } from '@/public/shared/api';
import { useLanguage } from '@/public/shared/language';
import type { Ticket } from '@/public/shared/types';

/** Something done to the ticket. */
export interface Act {
  busy: boolean;
  /** The server's sentence, or `true` when there was no answer. */
  failed: string | boolean;
  /** Pressing again after a failure sends the same `act` under the same key, so that it happens once. */
  run: (act: string, verb: 'leave' | 'postpone' | 'meanwhile', body: object) => void;
}

/** Acts on the ticket and hands on its new state. */
export function useAct(token: string, onTicket: (ticket: Ticket) => void): Act {
  const { language } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | boolean>(false);
  const last = useRef<{ act: string; key: string } | null>(null);

  const send = async (act: string, verb: string, body: object) => {
    const mine = last.current?.act === act ? last.current : { act, key: newKey() };
    last.current = mine;
    setBusy(true);
    setFailed(false);
    try {
      const path = `/tickets/${encodeURIComponent(token)}/${verb}`;
      const ticket = await request<Ticket>(path, { language, body, key: mine.key });
      last.current = null;
      onTicket(ticket);
    } catch (error) {
      const passing = error instanceof ApiError && error.passing;
      if (!passing) last.current = null;
      setFailed((error instanceof ApiError && error.message) || true);
    } finally {
      setBusy(false);
    }
  };
  return { busy, failed, run: (act, verb, body) => void send(act, verb, body) };
}
