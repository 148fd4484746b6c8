/** What one can do while the service is stopped: wait, take something else, go elsewhere. */
import { useCallback, useState } from 'react';
import { useAct } from '@/public/phone/use-act';
import { phoneWords } from '@/public/phone/words';
import { request } from '@/public/shared/api';
import { IncidentNotes, incidentOf } from '@/public/shared/incident-notes';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import type { Kiosk, Ticket } from '@/public/shared/types';
import { useResource } from '@/public/shared/use-resource';

interface IncidentCardProps {
  ticket: Ticket;
  token: string;
  now: Date;
  onTicket: (ticket: Ticket) => void;
}

/** What one can choose. */
type IncidentChoice = 'wait' | 'service' | 'branch' | 'appointment';

const SELDOM_MS = 60_000;

export function IncidentCard({ ticket, token, now, onTicket }: IncidentCardProps) {
  const text = useWords(phoneWords);
  const act = useAct(token, onTicket);
  const [chosen, choose] = useState<IncidentChoice | null>(null);
  const { language } = useLanguage();
  const bookAddress = `/book?${new URLSearchParams({ branch: ticket.branch.id, lang: language })}`;
  if (!ticket.incident) return null;
  const tell = (choice: Exclude<IncidentChoice, 'service'>) => {
    choose(choice);
    act.run(`meanwhile ${choice}`, 'meanwhile', { choice });
  };
  return (
    <section className="card actions" aria-label={text.stopped}>
      <h2>{text.stopped}</h2>
      <IncidentNotes incidents={[ticket.incident]} now={now} />
      <p>{text.stoppedHelp}</p>
      {chosen === 'wait' && !act.busy && !act.failed ? (
        <p className="notice" role="status">
          {text.waitChosen}
        </p>
      ) : (
        <button type="button" className="primary wide" disabled={act.busy} onClick={() => tell('wait')}>
          {text.chooseWait}
        </button>
      )}
      <button
        type="button"
        className="quiet wide"
        aria-expanded={chosen === 'service'}
        onClick={() => choose(chosen === 'service' ? null : 'service')}
      >
        {text.chooseService}
      </button>
      {chosen === 'service' && (
        <OtherServices
          branchId={ticket.branch.id}
          busy={act.busy}
          onChoose={(id) => act.run(`meanwhile ${id}`, 'meanwhile', { choice: 'service', service_id: id })}
        />
      )}
      {chosen === 'branch' ? (
        <a className="button primary wide" href={`/finder${location.search}`}>
          {text.toBranches}
        </a>
      ) : (
        <button type="button" className="quiet wide" disabled={act.busy} onClick={() => tell('branch')}>
          {text.chooseBranch}
        </button>
      )}
      {chosen === 'appointment' ? (
        <a className="button primary wide" href={bookAddress}>
          {text.toBook}
        </a>
      ) : (
        <button type="button" className="quiet wide" disabled={act.busy} onClick={() => tell('appointment')}>
          {text.chooseAppointment}
        </button>
      )}
      {act.failed && (
        <p className="notice notice-late" role="alert">
          {act.failed === true ? text.actFailed : act.failed}
        </p>
      )}
    </section>
  );
}

interface OtherServicesProps {
  branchId: string;
  busy: boolean;
  onChoose: (serviceId: string) => void;
}

/** What the branch does now all the same. */
function OtherServices({ branchId, busy, onChoose }: OtherServicesProps) {
  const { language } = useLanguage();
  const text = useWords(phoneWords);
  const load = useCallback(
    (signal: AbortSignal) => request<Kiosk>(`/branches/${branchId}/kiosk`, { language: 'zh-CN', signal }),
    [branchId],
  );
  const kiosk = useResource(load, SELDOM_MS).value;
  const possible = (kiosk?.services ?? []).filter((service) => !incidentOf(kiosk?.incidents, service.id));
  if (kiosk && possible.length === 0) return <p className="help">{text.nothingElse}</p>;
  return (
    <div className="row">
      {possible.map((service) => (
        <button type="button" key={service.id} disabled={busy} onClick={() => onChoose(service.id)}>
          {nameOf(service, language)}
        </button>
      ))}
    </div>
  );
}
