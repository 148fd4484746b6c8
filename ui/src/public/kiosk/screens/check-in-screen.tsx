import { type FormEvent, useEffect, useRef, useState } from 'react';
import { NumberPad } from '@/public/kiosk/number-pad';
import { SendingNote } from '@/public/kiosk/sending-note';
import { useCheckIn } from '@/public/kiosk/use-take-number';
import { kioskWords } from '@/public/kiosk/words';
import { useLanguage, useWords } from '@/public/shared/language';
import { useLook } from '@/public/shared/look';
import type { CheckInOrder, Ticket } from '@/public/shared/types';

const LONGEST = 300;

interface CheckInScreenProps {
  branchId: string;
  /** The kiosk waits longer while the number is on its way. */
  onBusy: (busy: boolean) => void;
  onTicket: (ticket: Ticket) => void;
}

/** Takes the code, the mobile number, or what a scanner types of a QR code. */
export function CheckInScreen({ branchId, onBusy, onTicket }: CheckInScreenProps) {
  const { language } = useLanguage();
  const { look } = useLook();
  const text = useWords(kioskWords);
  const field = useRef<HTMLInputElement>(null);
  const [value, setValue] = useState('');
  const [odd, setOdd] = useState(false);
  const sending = useCheckIn(branchId, language, { issued: onTicket, refused: () => undefined });
  const busy = sending.state === 'sending' || sending.state === 'retrying';
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    onBusy(busy);
    return () => onBusy(false);
  }, [busy, onBusy]);
  const change = (next: string) => {
    setValue(next.slice(0, LONGEST));
    setOdd(false);
    if (sending.state === 'refused') sending.clear();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const shown = shownBy(value);
    setOdd(!shown);
    if (shown) sending.send({ ...shown, accessible: look.large || undefined });
  };
  return (
    <>
      <h1 tabIndex={-1}>{text.checkInTitle}</h1>
      <form className="entry" onSubmit={submit} noValidate>
        <label htmlFor="check-in">{text.checkInLabel}</label>
        <input
          id="check-in"
          ref={field}
          value={value}
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          disabled={busy}
          aria-invalid={odd}
          aria-describedby="check-in-help check-in-error"
          onChange={(event) => change(event.target.value)}
        />
        <p id="check-in-help" className="help">
          {text.checkInHelp}
        </p>
        <p id="check-in-error" className="field-error" role="alert">
          {odd ? text.checkInOdd : ''}
        </p>
        <SendingNote sending={sending} />
        <NumberPad
          letter={false}
          onKey={(key) => change(value + key)}
          onErase={() => change(value.slice(0, -1))}
          onClear={() => change('')}
        />
        <button type="submit" className="choice choice-main entry-next" disabled={busy}>
          <b>{busy ? text.taking : text.checkInNow}</b>
        </button>
      </form>
    </>
  );
}

/** Tells a code, a mobile number and a scanned address apart; `null` for what is none of them. */
export function shownBy(typed: string): Pick<CheckInOrder, 'by' | 'value'> | null {
  const value = typed.trim();
  if (value.includes('/')) return { by: 'link', value };
  const digits = value.replaceAll(/[\s-]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '');
  if (/^\d{8}$/.test(digits)) return { by: 'code', value: digits };
  if (/^1\d{10}$/.test(digits)) return { by: 'phone', value: digits };
  return null;
}
