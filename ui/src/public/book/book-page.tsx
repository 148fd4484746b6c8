/** Booking beforehand: branch, service, time, who. */
import { useCallback, useEffect, useState } from 'react';
import { type Contact, ContactForm } from '@/public/book/contact-form';
import { SlotPicker } from '@/public/book/slot-picker';
import type { Appointment, BookableService, Booking, Slot } from '@/public/book/types';
import { useSend } from '@/public/book/use-send';
import { whenText } from '@/public/book/when';
import { bookWords } from '@/public/book/words';
import BranchesPage from '@/public/branches/branches-page';
import { PhoneFrame } from '@/public/phone/phone-frame';
import { phoneAddress } from '@/public/shared/address';
import { request } from '@/public/shared/api';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import { LookProvider, useLook } from '@/public/shared/look';
import type { Named } from '@/public/shared/types';
import { useResource } from '@/public/shared/use-resource';
import { commonWords } from '@/public/shared/words';
import '@/public/styles/phone.css';
import '@/public/styles/book.css';

const POLL_MS = 60_000;

export default function BookPage() {
  const branchId = new URLSearchParams(location.search).get('branch');
  if (!branchId) return <BranchesPage of="book" />;
  return (
    <LookProvider remember>
      <BookDoor branchId={branchId} />
    </LookProvider>
  );
}

/** Opens the steps, or says why they stay shut. */
function BookDoor({ branchId }: { branchId: string }) {
  const { language } = useLanguage();
  const text = useWords(bookWords);
  const common = useWords(commonWords);
  const load = useCallback(
    (signal: AbortSignal) =>
      request<Booking>(`/branches/${encodeURIComponent(branchId)}/booking`, { language, signal }),
    [branchId, language],
  );
  const booking = useResource(load, POLL_MS);
  useEffect(() => {
    document.title = text.title;
  }, [text.title]);
  if (booking.value) return <BookSteps booking={booking.value} offline={booking.offline} />;
  const missing = booking.error !== null && !booking.error.passing;
  return (
    <PhoneFrame busy={!booking.error}>
      <h1>{missing ? common.missingBranch : booking.error ? common.offline : common.loading}</h1>
      {missing && <p>{common.missingBranchHelp}</p>}
    </PhoneFrame>
  );
}

function BookSteps({ booking, offline }: { booking: Booking; offline: boolean }) {
  const { language } = useLanguage();
  const { look } = useLook();
  const text = useWords(bookWords);
  const common = useWords(commonWords);
  const [service, chooseService] = useState<BookableService | null>(null);
  const [slot, chooseSlot] = useState<Slot | null>(null);
  const [contact, setContact] = useState<Contact>({ name: '', phone: '', email: '' });
  const send = useSend();
  const { id } = booking.branch;
  const step = slot ? 'contact' : service ? 'time' : 'service';
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins at the top.
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [step]);
  const book = (who: Contact) => {
    if (!service || !slot) return;
    const { name, phone } = who;
    const email = (booking.mail && who.email.trim()) || undefined;
    const order = { service_id: service.id, starts_at: slot.starts_at, name, phone, email };
    send.run<Appointment>(`/branches/${encodeURIComponent(id)}/appointments`, order, (appointment) =>
      location.replace(phoneAddress(appointment.path, language, look)),
    );
  };
  const back = () => {
    send.clear();
    if (slot) chooseSlot(null);
    else chooseService(null);
  };
  return (
    <PhoneFrame branch={booking.branch}>
      {offline && (
        <p className="notice notice-soon" role="alert">
          {common.offline}
        </p>
      )}
      <div className="booking">
        {step === 'service' && <ServiceStep services={booking.services} onChoose={chooseService} />}
        {service && (
          <p className="chosen">
            <b>{nameOf(service, language)}</b>
            {slot && <span>{whenText(slot.starts_at, booking.zone, language)}</span>}
          </p>
        )}
        {service && step === 'time' && (
          <>
            <h1 tabIndex={-1}>{text.chooseTime}</h1>
            <PaperList papers={service.papers} />
            <SlotPicker branchId={id} serviceId={service.id} onChoose={chooseSlot} />
          </>
        )}
        {step === 'contact' && (
          <>
            <h1 tabIndex={-1}>{text.contact}</h1>
            <ContactForm
              before={contact}
              mail={booking.mail}
              send={send}
              onChange={setContact}
              onBook={book}
            />
          </>
        )}
      </div>
      <footer className="phone-help">
        {service && (
          <button type="button" className="quiet wide" disabled={send.busy} onClick={back}>
            {text.back}
          </button>
        )}
        <a className="button quiet wide" href={`/phone/new/${encodeURIComponent(id)}?lang=${language}`}>
          {text.take}
        </a>
      </footer>
    </PhoneFrame>
  );
}

interface ServiceStepProps {
  services: BookableService[];
  onChoose: (service: BookableService) => void;
}

function ServiceStep({ services, onChoose }: ServiceStepProps) {
  const { language } = useLanguage();
  const text = useWords(bookWords);
  return (
    <>
      <h1 tabIndex={-1}>{text.chooseService}</h1>
      {services.length === 0 && <p className="notice notice-soon">{text.noServices}</p>}
      <div className="booking-services">
        {services.map((service) => (
          <button type="button" key={service.id} onClick={() => onChoose(service)}>
            <b>{nameOf(service, language)}</b>
            <span>{text.usually(service.typical_minutes)}</span>
          </button>
        ))}
      </div>
    </>
  );
}

/** What to bring, told before anybody comes. */
export function PaperList({ papers }: { papers: readonly Named[] }) {
  const { language } = useLanguage();
  const text = useWords(bookWords);
  return (
    <section className="card papers">
      <h2>{text.bring}</h2>
      {papers.length === 0 && <p>{text.bringNothing}</p>}
      <ul>
        {papers.map((paper) => (
          <li key={paper.name}>{nameOf(paper, language)}</li>
        ))}
      </ul>
    </section>
  );
}
