/** The phone page of one ticket: everything at a glance, from the waiting to the rating. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { findKept, type Known, keep } from '@/public/phone/last-known';
import { PhoneFrame } from '@/public/phone/phone-frame';
import { TicketView } from '@/public/phone/ticket-view';
import { phoneWords } from '@/public/phone/words';
import { request } from '@/public/shared/api';
import { useLanguage, useWords } from '@/public/shared/language';
import { LookProvider } from '@/public/shared/look';
import type { Ticket } from '@/public/shared/types';
import { useLive } from '@/public/shared/use-live';
import { type Resource, useResource } from '@/public/shared/use-resource';
import '@/public/styles/phone.css';

/** Even with a live stream the ticket is fetched now and then: it shows a dead connection and refreshes the wait. */
const LIVE_POLL_MS = 20_000;
const POLL_MS = 10_000;

export default function TicketPage({ token }: { token: string }) {
  return (
    <LookProvider remember>
      <LiveTicket token={token} />
    </LookProvider>
  );
}

/** The ticket, followed through the live stream and by asking now and then. */
function LiveTicket({ token }: { token: string }) {
  const { language } = useLanguage();
  const text = useWords(phoneWords);
  const load = useCallback(
    (signal: AbortSignal) => request<Ticket>(`/tickets/${encodeURIComponent(token)}`, { language, signal }),
    [token, language],
  );
  const [period, setPeriod] = useState(POLL_MS);
  const resource = useResource(load, period);
  const known = useKnown(token, resource);
  // Who waits is nearer with every call of another number, so the hall is followed too.
  const branch = known?.ticket.state === 'waiting' ? known.ticket.branch.id : null;
  const hall = branch ? `hall:${branch}` : undefined;
  const topics = hall ? `${hall},ticket:${token}` : `ticket:${token}`;
  const live = useLive(known ? topics : null, resource.reload, { unhurried: hall });
  useEffect(() => setPeriod(live === 'live' ? LIVE_POLL_MS : POLL_MS), [live]);
  useTitle(known?.ticket ?? null);

  if (resource.error?.code === 'kiosk.not_reported_yet') {
    return (
      <PhoneFrame>
        <h1>{text.notYet}</h1>
        <p>{text.notYetHelp}</p>
      </PhoneFrame>
    );
  }
  if (resource.error && !resource.error.passing) {
    return (
      <PhoneFrame>
        <h1>{text.missing}</h1>
        <p>{text.missingHelp}</p>
      </PhoneFrame>
    );
  }
  if (known) {
    return <TicketView known={known} offline={resource.offline} onTicket={resource.replace} token={token} />;
  }
  return (
    <PhoneFrame busy={!resource.error}>
      <h1>{resource.error ? text.offlineFirst : text.opening}</h1>
      {!resource.error && <div className="skeleton" aria-hidden="true" />}
    </PhoneFrame>
  );
}

/** The fetched ticket, or the one kept on the phone until there is one. */
function useKnown(token: string, resource: Resource<Ticket>): Known | null {
  const kept = useMemo(() => findKept(token), [token]);
  const { value, loadedAt } = resource;
  useEffect(() => {
    if (value && loadedAt !== null) keep(token, value, loadedAt);
  }, [token, value, loadedAt]);
  if (value && loadedAt !== null) return { ticket: value, at: loadedAt };
  return resource.error ? kept : null;
}

/** Says the state in the browser's tab, so that it is seen from elsewhere. */
function useTitle(ticket: Ticket | null) {
  const text = useWords(phoneWords);
  const called = ticket?.state === 'called' && ticket.counter ? ticket.counter.number : null;
  const title = called === null ? ticket && text.title(ticket.number) : text.titleCalled(called);
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
}
