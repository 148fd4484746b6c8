/** Prints slips, by the bridge on this machine where there is one, otherwise by the browser. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { slipParts } from '@/public/kiosk/printing/slip-parts';
import { useLanguage } from '@/public/shared/language';
import { useLook } from '@/public/shared/look';
import type { Ticket } from '@/public/shared/types';

/** What came of a slip, as the bridge tells it; `idle` while none was sent there. */
export type Printed = 'idle' | 'printing' | 'printed' | 'sent' | 'paper_out' | 'offline';

/** A printer that pulls slowly is waited for. */
const TIMEOUT_MS = 15_000;

const DRAWN_MS = 400;

/** Prints a ticket when it is shown, if this kiosk does so, and whenever asked. */
export function usePrinter(
  ticket: Ticket,
  bridge: string | null,
  byItself: boolean,
): { printed: Printed; print: () => void } {
  const { language } = useLanguage();
  const { look } = useLook();
  const [printed, setPrinted] = useState<Printed>('idle');
  const print = useCallback(() => {
    if (!bridge) return window.print();
    setPrinted('printing');
    send(bridge, JSON.stringify({ parts: slipParts(ticket, language, look) })).then(setPrinted);
  }, [bridge, ticket, language, look]);
  const first = useRef(print);
  first.current = print;

  useEffect(() => {
    if (!byItself) return undefined;
    const timer = setTimeout(() => first.current(), DRAWN_MS);
    return () => clearTimeout(timer);
  }, [byItself]);
  return { printed, print };
}

async function send(bridge: string, body: string): Promise<Printed> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  try {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(`${bridge}/print`, { method: 'POST', headers, body, signal: abort.signal });
    return answer.ok ? ((await answer.json()) as { state: Printed }).state : 'offline';
  } catch {
    return 'offline';
  } finally {
    clearTimeout(timer);
  }
}
