import type { ReactNode } from 'react';
import { type Advice, adviceFor } from '@/public/phone/advice';
import { phoneWords } from '@/public/phone/words';
import { timeText, waitText } from '@/public/shared/format';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import { isStaffed, PlannedNote, UnstaffedNote } from '@/public/shared/staffing-notes';
import type { Ticket } from '@/public/shared/types';

interface WaitingFactsProps {
  ticket: Ticket;
  loadedAt: number;
  /** The button that brings a person, for when nobody can serve the ticket. */
  ask: ReactNode;
}

/** How many are ahead, how long it may take, and what to do meanwhile. */
export function WaitingFacts({ ticket, loadedAt, ask }: WaitingFactsProps) {
  const { language } = useLanguage();
  const text = useWords(phoneWords);
  const at = new Date(loadedAt);
  const advice = adviceFor(ticket, at);
  const postponed = ticket.postponed_until && Date.parse(ticket.postponed_until) > loadedAt;
  return (
    <>
      {isStaffed(ticket) ? (
        <Wait ticket={ticket} />
      ) : (
        <UnstaffedNote help={text.unstaffed}>{ask}</UnstaffedNote>
      )}
      <PlannedNote wait={ticket.wait} />
      {postponed && ticket.postponed_until && (
        <p>{text.postponedUntil(timeText(new Date(ticket.postponed_until), at, language))}</p>
      )}
      {advice && <AdviceLine advice={advice} now={at} />}
      {ticket.self_service && !ticket.care_group && (
        <p className="help">{text.selfService(nameOf(ticket.self_service, language))}</p>
      )}
    </>
  );
}

function Wait({ ticket }: { ticket: Ticket }) {
  const { language } = useLanguage();
  const text = useWords(phoneWords);
  return (
    <dl className="ticket-facts">
      <div>
        <dt>{text.ahead}</dt>
        <dd>{text.people(ticket.ahead)}</dd>
      </div>
      <div>
        <dt>{text.wait}</dt>
        <dd>{waitText(ticket.wait, language)}</dd>
      </div>
    </dl>
  );
}

function AdviceLine({ advice, now }: { advice: Advice; now: Date }) {
  const { language } = useLanguage();
  const { advice: words } = useWords(phoneWords);
  const sentence =
    advice.kind === 'have_time'
      ? words.have_time(timeText(advice.backBy, now, language))
      : words[advice.kind];
  return (
    <output className="advice" data-kind={advice.kind}>
      {sentence}
    </output>
  );
}

/** What came of the visit and what remains to do. */
export function Outcome({ ticket }: { ticket: Ticket }) {
  const { language } = useLanguage();
  const text = useWords(phoneWords);
  return (
    <section className="card">
      <h2>{text.nextSteps}</h2>
      {ticket.next_steps.length === 0 && <p>{text.noNextSteps}</p>}
      <ul>
        {ticket.next_steps.map((step) => (
          <li key={step.name}>{nameOf(step, language)}</li>
        ))}
      </ul>
    </section>
  );
}
