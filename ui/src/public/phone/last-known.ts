/** Keeps the last known state of a ticket on the phone, for moments without a network. */
import type { Ticket } from '@/public/shared/types';

/** A ticket and when it was fetched, in milliseconds of this device. */
export interface Known {
  ticket: Ticket;
  at: number;
}

const PREFIX = 'shouwen.ticket.';
const KEPT_MS = 36 * 3_600_000;

/** Keeps the ticket and forgets those of other days. */
export function keep(token: string, ticket: Ticket, at: number): void {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX) && at - (parse(localStorage.getItem(name))?.at ?? 0) > KEPT_MS) {
        localStorage.removeItem(name);
      }
    }
    localStorage.setItem(PREFIX + token, JSON.stringify({ ticket, at }));
  } catch {
    // Without storage the page still works while it is open.
  }
}

/** Finds what was kept. */
export function findKept(token: string): Known | null {
  try {
    return parse(localStorage.getItem(PREFIX + token));
  } catch {
    return null;
  }
}

function parse(text: string | null): Known | null {
  if (!text) return null;
  try {
    const known = JSON.parse(text) as Partial<Known>;
    return known.ticket && typeof known.at === 'number' ? { ticket: known.ticket, at: known.at } : null;
  } catch {
    return null;
  }
}
