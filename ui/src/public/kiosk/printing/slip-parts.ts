/** What a slip says, for the printing bridge on the kiosk's own machine. */
import { kioskWords } from '@/public/kiosk/words';
import type { Look } from '@/public/shared/address';
import { phoneAddress } from '@/public/shared/address';
import { timeText, waitText } from '@/public/shared/format';
import { type Language, nameOf } from '@/public/shared/language';
import { isStaffed } from '@/public/shared/staffing-notes';
import type { Ticket } from '@/public/shared/types';

/** A part of a slip as the bridge takes it. */
export type SlipPart =
  | { kind: 'text'; text: string; size?: 'large' | 'huge'; align?: 'center' }
  | { kind: 'qr'; text: string };

/** Writes the slip of a ticket, the same as on the screen. */
export function slipParts(ticket: Ticket, language: Language, look: Look): SlipPart[] {
  const text = kioskWords[language];
  const issued = new Date(ticket.issued_at);
  return [
    { kind: 'text', text: nameOf(ticket.branch, language), align: 'center' },
    { kind: 'text', text: ticket.number, size: 'huge', align: 'center' },
    { kind: 'text', text: nameOf(ticket.service, language), size: 'large', align: 'center' },
    ...promise(ticket, language).map((line): SlipPart => ({ kind: 'text', text: line })),
    ...ticket.papers.map((paper): SlipPart => ({ kind: 'text', text: `- ${nameOf(paper, language)}` })),
    { kind: 'qr', text: phoneAddress(ticket.phone_url, language, look) },
    { kind: 'text', text: ticket.offline ? text.scanLater : text.scan, align: 'center' },
    { kind: 'text', text: text.slipCall },
    {
      kind: 'text',
      text: `${text.issuedAt} ${ticket.business_day} ${timeText(issued, issued, language)}`,
      align: 'center',
    },
  ];
}

/** What can be said about the wait. */
function promise(ticket: Ticket, language: Language): string[] {
  const text = kioskWords[language];
  if (ticket.offline) return [text.slipOffline];
  if (!isStaffed(ticket)) return [text.slipUnstaffed];
  return [
    `${text.aheadLabel} ${text.ahead(ticket.ahead)}`,
    `${text.wait} ${waitText(ticket.wait, language)}`,
  ];
}
