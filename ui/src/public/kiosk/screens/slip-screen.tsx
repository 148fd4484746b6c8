import { useEffect } from 'react';
import { kioskWords } from '@/public/kiosk/words';
import { timeText, waitText } from '@/public/shared/format';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import { QrCode } from '@/public/shared/qr-code';
import type { Ticket } from '@/public/shared/types';

interface SlipScreenProps {
  ticket: Ticket;
  /** Prints without being asked, for kiosks with a paper roll. */
  autoPrint: boolean;
  onDone: () => void;
}

const DRAWN_MS = 400;

/** The number, on the screen and on 80 mm paper. */
export function SlipScreen({ ticket, autoPrint, onDone }: SlipScreenProps) {
  const { language } = useLanguage();
  const text = useWords(kioskWords);
  useEffect(() => {
    if (!autoPrint) return undefined;
    const timer = setTimeout(() => window.print(), DRAWN_MS);
    return () => clearTimeout(timer);
  }, [autoPrint]);
  const issued = new Date(ticket.issued_at);

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
          {ticket.care_group && <em> · {nameOf(ticket.care_group, language)}</em>}
        </p>
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
        {ticket.papers.length > 0 && (
          <div className="slip-papers">
            <h2>{text.papers}</h2>
            <ul>
              {ticket.papers.map((paper) => (
                <li key={paper.name}>{nameOf(paper, language)}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <div className="slip-part">
        {ticket.qr_svg && (
          <figure className="slip-qr">
            <QrCode svg={ticket.qr_svg} label={text.qrLabel} />
            <figcaption>{text.scan}</figcaption>
          </figure>
        )}
        <p className="slip-call">{text.slipCall}</p>
        <p className="slip-time">
          {text.issuedAt} {ticket.business_day} {timeText(issued, issued, language)}
        </p>
        <p className="help screen-only">{text.noPaper}</p>
      </div>
      <div className="choices screen-only">
        <button type="button" className="choice choice-main" onClick={onDone}>
          <b>{text.done}</b>
        </button>
        <button type="button" className="choice" onClick={() => window.print()}>
          <b>{text.print}</b>
        </button>
      </div>
    </section>
  );
}
