import { usePrinter } from '@/public/kiosk/printing/use-printer';
import { kioskWords } from '@/public/kiosk/words';
import { phoneAddress } from '@/public/shared/address';
import { timeText, waitText } from '@/public/shared/format';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import { useLook } from '@/public/shared/look';
import { isStaffed, PlannedNote, UnstaffedNote } from '@/public/shared/staffing-notes';
import type { Ticket } from '@/public/shared/types';
import { QrCode } from '@/shared/components/qr-code';

interface SlipScreenProps {
  ticket: Ticket;
  /** The visitor chose no care group: one on the ticket comes from the shown document. */
  recognised: boolean;
  /** Leads to the phone page on this screen, too: whoever tries the demo may have no phone that reaches it. */
  phoneHere: boolean;
  /** Prints without being asked, for kiosks with a paper roll. */
  autoPrint: boolean;
  /** Where the slip printer of this machine is reached; `null` when the browser prints. */
  bridge: string | null;
  /** The number stands on the paper already. */
  roll: boolean;
  onDone: () => void;
}

/** The number, on the screen and on 80 mm paper. */
export function SlipScreen({
  ticket,
  recognised,
  phoneHere,
  autoPrint,
  bridge,
  roll,
  onDone,
}: SlipScreenProps) {
  const { language } = useLanguage();
  const text = useWords(kioskWords);
  const { printed, print } = usePrinter(ticket, bridge, !roll && (bridge !== null || autoPrint));

  return (
    <section className="slip" aria-label={text.slipTitle}>
      <div className="slip-part">
        <p className="slip-branch">{nameOf(ticket.branch, language)}</p>
        <h1 tabIndex={-1}>
          <span className="slip-label">{text.slipTitle}</span>
          <span className="slip-number">{ticket.number}</span>
        </h1>
        <p className="slip-service">
          {nameOf(ticket.service, language)}
          {ticket.care_group && !recognised && <em> · {nameOf(ticket.care_group, language)}</em>}
        </p>
        {roll && <p className="notice notice-soon">{text.rollTake(ticket.number)}</p>}
        {!isStaffed(ticket) && <UnstaffedNote help={text.slipUnstaffed} />}
        {recognised && ticket.care_group && (
          <p className="slip-care">{text.recognised(nameOf(ticket.care_group, language))}</p>
        )}
        {ticket.offline && <p className="notice notice-soon">{text.slipOffline}</p>}
        {!ticket.offline && isStaffed(ticket) && <Wait ticket={ticket} />}
        <PlannedNote wait={ticket.wait} />
      </div>
      <div className="slip-part">
        <Papers ticket={ticket} />
        <PhoneCode ticket={ticket} phoneHere={phoneHere} />
        <p className="slip-call">{text.slipCall}</p>
        <IssuedAt ticket={ticket} />
      </div>
      {printed !== 'idle' && (
        <p className="notice notice-soon screen-only" role="status">
          {text.printed[printed]}
        </p>
      )}
      <div className="choices screen-only">
        <button type="button" className="choice choice-main" onClick={onDone}>
          <b>{text.done}</b>
        </button>
        {!roll && (
          <button type="button" className="choice" disabled={printed === 'printing'} onClick={print}>
            <b>{text.print}</b>
          </button>
        )}
      </div>
    </section>
  );
}

function Wait({ ticket }: { ticket: Ticket }) {
  const { language } = useLanguage();
  const text = useWords(kioskWords);
  return (
    <dl className="slip-facts">
      <div>
        <dt>{text.aheadLabel}</dt>
        <dd>{text.ahead(ticket.ahead)}</dd>
      </div>
      <div>
        <dt>{text.wait}</dt>
        <dd>{waitText(ticket.wait, language)}</dd>
      </div>
    </dl>
  );
}

function Papers({ ticket }: { ticket: Ticket }) {
  const { language } = useLanguage();
  const text = useWords(kioskWords);
  if (ticket.papers.length === 0) return null;
  return (
    <div className="slip-papers">
      <h2>{text.papers}</h2>
      <ul>
        {ticket.papers.map((paper) => (
          <li key={paper.name}>{nameOf(paper, language)}</li>
        ))}
      </ul>
    </div>
  );
}

/** The way to the phone page, in the language and with the look that were chosen here. */
function PhoneCode({ ticket, phoneHere }: Pick<SlipScreenProps, 'ticket' | 'phoneHere'>) {
  const { language } = useLanguage();
  const { look } = useLook();
  const text = useWords(kioskWords);
  return (
    <div className="slip-code">
      <QrCode text={phoneAddress(ticket.phone_url, language, look)} label={text.qrLabel} />
      <div className="slip-way">
        <p>{ticket.offline ? text.scanLater : text.scan}</p>
        {phoneHere && (
          <a
            className="button slip-phone screen-only"
            href={phoneAddress(ticket.phone_path, language, look)}
            target="_blank"
            rel="noopener"
          >
            {text.openPhonePage}
          </a>
        )}
        <p className="help screen-only">{text.noPaper}</p>
      </div>
    </div>
  );
}

function IssuedAt({ ticket }: { ticket: Ticket }) {
  const { language } = useLanguage();
  const text = useWords(kioskWords);
  const issued = new Date(ticket.issued_at);
  return (
    <p className="slip-time">
      {text.issuedAt} {ticket.business_day} {timeText(issued, issued, language)}
    </p>
  );
}
