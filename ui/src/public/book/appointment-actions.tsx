import { useState } from 'react';
import { SlotPicker } from '@/public/book/slot-picker';
import type { Appointment } from '@/public/book/types';
import { type Send, useSend } from '@/public/book/use-send';
import { whenText } from '@/public/book/when';
import { bookWords } from '@/public/book/words';
import { phoneAddress } from '@/public/shared/address';
import { useLanguage, useWords } from '@/public/shared/language';
import { useLook } from '@/public/shared/look';
import type { Ticket } from '@/public/shared/types';
import { useNow } from '@/public/shared/use-now';

interface AppointmentActionsProps {
  appointment: Appointment;
  moving: boolean;
  onMoving: (moving: boolean) => void;
  onChange: (appointment: Appointment) => void;
}

/** What whoever booked may do now: check in, move, cancel, book again. */
export function AppointmentActions({ appointment, moving, onMoving, onChange }: AppointmentActionsProps) {
  const { language } = useLanguage();
  const { look } = useLook();
  const text = useWords(bookWords);
  const send = useSend();
  const now = useNow(5_000);
  const path = `/appointments/${encodeURIComponent(appointment.token)}`;
  const { state, branch } = appointment;
  const booked = state === 'booked';
  const changeable = state === 'not_kept' || (booked && now <= Date.parse(appointment.changeable_until));
  const arriving =
    (booked || state === 'no_show' || state === 'not_kept') && now >= Date.parse(appointment.check_in_from);
  const changed = (next: Appointment) => {
    onMoving(false);
    onChange(next);
    window.scrollTo(0, 0);
  };
  const failed = send.fields[0]?.detail ?? send.failed;
  return (
    <section className="actions" aria-label={text.appointment}>
      {arriving && !moving && (
        <>
          <button
            type="button"
            className="primary wide"
            disabled={send.busy}
            onClick={() =>
              send.run<Ticket>(`${path}/check-in`, { accessible: look.large }, (ticket) =>
                location.assign(phoneAddress(ticket.phone_path, language, look)),
              )
            }
          >
            {send.busy ? text.working : text.checkIn}
          </button>
          <p className="help">{text.checkInHelp}</p>
        </>
      )}
      {failed && (
        <p className="notice notice-late" role="alert">
          {failed === true ? text.failed : failed}
        </p>
      )}
      {changeable && moving && (
        <>
          <h2>{text.moveTitle}</h2>
          <SlotPicker
            branchId={branch.id}
            serviceId={appointment.service.id}
            disabled={send.busy}
            onChoose={(slot) => send.run(`${path}/move`, { starts_at: slot.starts_at }, changed)}
          />
        </>
      )}
      {changeable && (
        <button
          type="button"
          className="quiet wide"
          onClick={() => {
            send.clear();
            onMoving(!moving);
          }}
        >
          {moving ? text.keep : text.move}
        </button>
      )}
      {booked && changeable && !moving && (
        <CancelButton send={send} onCancel={() => send.run(`${path}/cancel`, {}, changed)} />
      )}
      {booked && (
        <p className="help">
          {text.tooLate(whenText(appointment.changeable_until, appointment.zone, language))}
        </p>
      )}
      {(state === 'cancelled' || state === 'no_show' || state === 'served') && (
        <a
          className="button wide"
          href={`/book?${new URLSearchParams({ branch: branch.id, lang: language })}`}
        >
          {text.bookAgain}
        </a>
      )}
    </section>
  );
}

/** Giving up cannot be undone, so it is asked once, on the spot. */
function CancelButton({ send, onCancel }: { send: Send; onCancel: () => void }) {
  const text = useWords(bookWords);
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
        <button type="button" className="danger" disabled={send.busy} onClick={onCancel}>
          {send.busy ? text.working : text.cancelYes}
        </button>
      </div>
    </div>
  );
}
