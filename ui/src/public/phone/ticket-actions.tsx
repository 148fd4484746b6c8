import { useState } from 'react';
import { type Act, useAct } from '@/public/phone/use-act';
import { phoneWords } from '@/public/phone/words';
import { useWords } from '@/public/shared/language';
import { allowSound, soundAllowed } from '@/public/shared/sound';
import type { Ticket } from '@/public/shared/types';

const MINUTES = [5, 10, 15] as const;

interface TicketActionsProps {
  ticket: Ticket;
  token: string;
  onTicket: (ticket: Ticket) => void;
}

/** What a waiting visitor may do: be rung, come later, or give up the place. */
export function TicketActions({ ticket, token, onTicket }: TicketActionsProps) {
  const text = useWords(phoneWords);
  const act = useAct(token, onTicket);
  return (
    <section className="card actions">
      {ticket.state !== 'called' && <RingButton />}
      {ticket.state === 'waiting' && <Postpone act={act} />}
      <CancelButton key={ticket.state} act={act} />
      {act.failed && (
        <p className="notice notice-late" role="alert">
          {act.failed === true ? text.actFailed : act.failed}
        </p>
      )}
    </section>
  );
}

function Postpone({ act }: { act: Act }) {
  const text = useWords(phoneWords);
  return (
    <>
      <h2>{text.postpone}</h2>
      <p className="help">{text.postponeHelp}</p>
      <div className="row">
        {MINUTES.map((minutes) => (
          <button
            type="button"
            key={minutes}
            disabled={act.busy}
            onClick={() => act.run(`postpone ${minutes}`, 'postpone', { minutes })}
          >
            {text.postponeBy(minutes)}
          </button>
        ))}
      </div>
    </>
  );
}

/** Giving up cannot be undone, so it is asked once, on the spot. */
function CancelButton({ act }: { act: Act }) {
  const text = useWords(phoneWords);
  const [asking, ask] = useState(false);
  if (!asking) {
    return (
      <button type="button" className="quiet wide" onClick={() => ask(true)}>
        {text.cancel}
      </button>
    );
  }
  return (
    <div className="ask" role="alert">
      <p>{text.cancelAsk}</p>
      <div className="row">
        <button type="button" className="primary" onClick={() => ask(false)}>
          {text.cancelNo}
        </button>
        <button
          type="button"
          className="danger"
          disabled={act.busy}
          onClick={() => act.run('leave', 'leave', {})}
        >
          {act.busy ? text.acting : text.cancelYes}
        </button>
      </div>
    </div>
  );
}

/** Browsers allow sound after a tap; this is the tap. */
function RingButton() {
  const text = useWords(phoneWords);
  const [on, setOn] = useState(soundAllowed);
  if (on) return <p className="help">{text.soundOn}</p>;
  return (
    <button type="button" className="quiet wide" onClick={() => void allowSound().then(setOn)}>
      {text.sound}
    </button>
  );
}
