/** The page of one appointment: when, where, what to bring; moving, cancelling, checking in. */
import { useCallback, useEffect, useState } from 'react';
import { AppointmentActions } from '@/public/book/appointment-actions';
import { PaperList } from '@/public/book/book-page';
import type { Appointment } from '@/public/book/types';
import { clockBeside, spokenCode, whenText } from '@/public/book/when';
import { type BookWords, bookWords } from '@/public/book/words';
import { PhoneFrame } from '@/public/phone/phone-frame';
import { request } from '@/public/shared/api';
import { addressOf, type Language, nameOf, useLanguage, useWords } from '@/public/shared/language';
import { LookProvider } from '@/public/shared/look';
import { useResource } from '@/public/shared/use-resource';
import { commonWords } from '@/public/shared/words';
import { QrCode } from '@/shared/components/qr-code';
import '@/public/styles/phone.css';
import '@/public/styles/book.css';

const POLL_MS = 20_000;

export default function AppointmentPage({ token }: { token: string }) {
  return (
    <LookProvider remember>
      <AppointmentDoor token={token} />
    </LookProvider>
  );
}

function AppointmentDoor({ token }: { token: string }) {
  const { language } = useLanguage();
  const text = useWords(bookWords);
  const common = useWords(commonWords);
  const load = useCallback(
    (signal: AbortSignal) =>
      request<Appointment>(`/appointments/${encodeURIComponent(token)}`, { language, signal }),
    [token, language],
  );
  const resource = useResource(load, POLL_MS);
  const [moving, setMoving] = useState(false);
  useEffect(() => {
    document.title = text.appointment;
  }, [text.appointment]);
  const { value: appointment, error } = resource;
  if (error && !error.passing) {
    return (
      <PhoneFrame>
        <h1>{text.missing}</h1>
        <p>{text.missingHelp}</p>
      </PhoneFrame>
    );
  }
  if (!appointment) {
    return (
      <PhoneFrame busy={!error}>
        <h1>{error ? common.offline : common.loading}</h1>
      </PhoneFrame>
    );
  }
  return (
    <PhoneFrame branch={appointment.branch}>
      {resource.offline && (
        <p className="notice notice-soon" role="alert">
          {common.offline}
        </p>
      )}
      <Facts appointment={appointment} />
      {!moving && appointment.state === 'booked' && <CheckInCode appointment={appointment} />}
      {!moving && appointment.state === 'booked' && <PaperList papers={appointment.papers} />}
      <AppointmentActions
        appointment={appointment}
        moving={moving}
        onMoving={setMoving}
        onChange={resource.replace}
      />
    </PhoneFrame>
  );
}

function Facts({ appointment }: { appointment: Appointment }) {
  const { language } = useLanguage();
  const text = useWords(bookWords);
  const { state, zone, branch } = appointment;
  return (
    <section className="card appointment" data-state={state}>
      <h1>
        <span className="help">{text.appointment}</span>
        <b>{whenText(appointment.starts_at, zone, language)}</b>
      </h1>
      <p className="appointment-state">
        <strong>{text.states[state]}</strong>
      </p>
      <p>{noteOf(appointment, text, language)}</p>
      <dl>
        <dt>{text.service}</dt>
        <dd>{nameOf(appointment.service, language)}</dd>
        <dt>{text.where}</dt>
        <dd>
          {nameOf(branch, language)} <span className="help">{addressOf(branch, language)}</span>
          {branch.phone && (
            <a className="tel" href={`tel:${branch.phone.replaceAll(/[^+\d]/g, '')}`}>
              {branch.phone}
            </a>
          )}
        </dd>
        <dt>{text.who}</dt>
        <dd>
          {appointment.name} {appointment.phone}
        </dd>
        {appointment.email && (
          <>
            <dt>{text.mailTo}</dt>
            <dd>{appointment.email}</dd>
          </>
        )}
        <dt>{text.code}</dt>
        <dd className="appointment-code">{spokenCode(appointment.code)}</dd>
      </dl>
    </section>
  );
}

function noteOf(appointment: Appointment, text: BookWords, language: Language): string {
  const { state, zone, starts_at } = appointment;
  const clock = (at: string) => clockBeside(at, starts_at, zone, language);
  if (state === 'booked') {
    return text.notes.booked(clock(appointment.check_in_from), clock(appointment.held_until));
  }
  if (state === 'checked_in') return text.notes.checked_in(appointment.number ?? '');
  return text.notes[state];
}

function CheckInCode({ appointment }: { appointment: Appointment }) {
  const text = useWords(bookWords);
  return (
    <section className="card check-in-code">
      <QrCode text={appointment.url} label={text.qr} />
      <p>{text.qrHelp}</p>
      <a className="button wide" href={appointment.calendar_path} download="appointment.ics">
        {text.calendar}
      </a>
      <p className="help">{text.calendarHelp}</p>
      <p className="help">{text.keepLink}</p>
    </section>
  );
}
