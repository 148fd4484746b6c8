/** What surrounds every screen of the kiosk: where one is, how it looks, and the way to a person. */
import type { ReactNode } from 'react';
import { kioskWords } from '@/public/kiosk/words';
import { LanguageButton, useWords } from '@/public/shared/language';
import { LookButtons } from '@/public/shared/look';
import { useNow } from '@/public/shared/use-now';

/** From here on the countdown stands out. */
const SOON_S = 15;

/** Branch, clock and the countdown to the start. */
export function KioskHeader({ branch, left }: { branch: string; left: number | null }) {
  const text = useWords(kioskWords);
  const now = new Date(useNow(10_000));
  const time = [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  return (
    <header className="kiosk-header">
      <p className="kiosk-branch">{branch}</p>
      {left === null && <time dateTime={now.toISOString()}>{time}</time>}
      {left !== null && (
        <div className="countdown" data-soon={left <= SOON_S}>
          <span>{text.idle(left)}</span>
          {left <= SOON_S && <button type="button">{text.stay}</button>}
        </div>
      )}
    </header>
  );
}

interface KioskBarProps {
  reading: boolean;
  onReading: (reading: boolean) => void;
  onBack: (() => void) | null;
  backLabel: string;
  backDisabled: boolean;
  ask: ReactNode;
}

/** The lower edge, within reach of a hand from a wheelchair. */
export function KioskBar(props: KioskBarProps) {
  const text = useWords(kioskWords);
  return (
    <footer className="kiosk-bar">
      <div className="bar-row">
        {props.onBack && (
          <button type="button" disabled={props.backDisabled} onClick={props.onBack}>
            {props.backLabel}
          </button>
        )}
        {props.ask}
      </div>
      <div className="bar-row bar-small">
        <LookButtons />
        <button type="button" aria-pressed={props.reading} onClick={() => props.onReading(!props.reading)}>
          {text.readAloud}
        </button>
        <LanguageButton />
      </div>
    </footer>
  );
}
