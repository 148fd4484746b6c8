import { CalledBanner } from '@/public/phone/called-banner';
import { IncidentCard } from '@/public/phone/incident-card';
import type { Known } from '@/public/phone/last-known';
import { PhoneFrame } from '@/public/phone/phone-frame';
import { RatingForm } from '@/public/phone/rating-form';
import { TicketActions } from '@/public/phone/ticket-actions';
import { Outcome, WaitingFacts } from '@/public/phone/ticket-facts';
import { phoneWords } from '@/public/phone/words';
import { phoneAddress } from '@/public/shared/address';
import { AskPerson } from '@/public/shared/ask-person';
import { ageText } from '@/public/shared/format';
import { addressOf, nameOf, useLanguage, useWords } from '@/public/shared/language';
import { useLook } from '@/public/shared/look';
import { isStaffed } from '@/public/shared/staffing-notes';
import type { Named, Ticket } from '@/public/shared/types';
import { useNow } from '@/public/shared/use-now';
import { commonWords } from '@/public/shared/words';

interface TicketViewProps {
  known: Known;
  token: string;
  offline: boolean;
  onTicket: (ticket: Ticket) => void;
}

/** The ticket as last known. */
export function TicketView({ known, token, offline, onTicket }: TicketViewProps) {
  const { language } = useLanguage();
  const text = useWords(phoneWords);
  const { ticket } = known;
  const { look } = useLook();
  const ask = (
    <AskPerson branchId={ticket.branch.id} place="phone" token={token} className="wide ask-person" />
  );
  const unstaffed = ticket.state === 'waiting' && !isStaffed(ticket);
  const waiting = ticket.state === 'waiting' || ticket.state === 'parked' || ticket.state === 'called';

  const address = addressOf(ticket.branch, language);
  return (
    <PhoneFrame branch={ticket.branch}>
      {offline && <OfflineBanner at={known.at} />}
      {ticket.state === 'called' && <CalledBanner ticket={ticket} />}
      <section className="ticket" data-state={ticket.state} aria-label={text.number}>
        <h1>
          <span>{text.number}</span>
          <b>{ticket.number}</b>
        </h1>
        <p className="ticket-service">
          {nameOf(ticket.service, language)}
          {ticket.care_group && ` · ${nameOf(ticket.care_group, language)}`}
        </p>
        <output className="ticket-state">
          <strong>{text.states[ticket.state]}</strong>
          {ticket.state === 'serving' && ticket.counter && ` · ${text.atCounter(ticket.counter.number)}`}
        </output>
        {ticket.state === 'waiting' && !ticket.incident && (
          <WaitingFacts ticket={ticket} loadedAt={known.at} ask={ask} />
        )}
        {ticket.state !== 'called' && text.stateHelp[ticket.state] && <p>{text.stateHelp[ticket.state]}</p>}
      </section>
      {ticket.incident && (
        <IncidentCard ticket={ticket} token={token} now={new Date(known.at)} onTicket={onTicket} />
      )}
      {waiting && <Papers papers={ticket.papers} />}
      {waiting && <TicketActions ticket={ticket} token={token} onTicket={onTicket} />}
      {ticket.state === 'finished' && <Outcome ticket={ticket} />}
      {(ticket.rating.due || ticket.rating.given) && <RatingForm token={token} given={ticket.rating.given} />}
      <footer className="phone-help">
        {!unstaffed && ask}
        {ticket.branch.phone && (
          <a className="button quiet wide" href={`tel:${ticket.branch.phone}`}>
            {text.call} <span className="tel">{ticket.branch.phone}</span>
          </a>
        )}
        {(ticket.state === 'left' || ticket.state === 'no_show') && (
          <a
            className="button quiet wide"
            href={phoneAddress(`/phone/new/${ticket.branch.id}`, language, look)}
          >
            {text.takeNew}
          </a>
        )}
        {address && <p className="help">{address}</p>}
      </footer>
    </PhoneFrame>
  );
}

function OfflineBanner({ at }: { at: number }) {
  const { language } = useLanguage();
  const text = useWords(commonWords);
  const now = useNow(1_000);
  return (
    <p className="notice notice-soon" role="alert" aria-live="off">
      {text.offlineAge(ageText(now - at, language))}
    </p>
  );
}

function Papers({ papers }: { papers: readonly Named[] }) {
  const { language } = useLanguage();
  const text = useWords(phoneWords);
  if (papers.length === 0) return null;
  return (
    <section className="card">
      <h2>{text.papers}</h2>
      <ul>
        {papers.map((paper) => (
          <li key={paper.name}>{nameOf(paper, language)}</li>
        ))}
      </ul>
    </section>
  );
}
