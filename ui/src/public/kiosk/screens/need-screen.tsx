import { type FormEvent, useState } from 'react';
import { ServiceChoice } from '@/public/kiosk/screens/services-screen';
import { useMatches } from '@/public/kiosk/use-matches';
import { kioskWords } from '@/public/kiosk/words';
import { useWords } from '@/public/shared/language';
import type { Kiosk, KioskService } from '@/public/shared/types';

interface NeedScreenProps {
  kiosk: Kiosk;
  words: string;
  onChoose: (service: KioskService, words: string) => void;
  onAll: (words: string) => void;
}

/** At most three suggestions beside "all services" make four choices. */
const SUGGESTED = 3;

/** Asks for the need in plain words and suggests services while they are being written. */
export function NeedScreen({ kiosk, words: before, onChoose, onAll }: NeedScreenProps) {
  const text = useWords(kioskWords);
  const [words, setWords] = useState(before);
  const found = useMatches(kiosk, words);
  const shown = found.services.length > 0 ? found.services : kiosk.services;
  const search = (event: FormEvent) => {
    event.preventDefault();
    found.now();
  };
  return (
    <>
      <h1 tabIndex={-1}>{text.needTitle}</h1>
      <form className="need" onSubmit={search}>
        <label htmlFor="need">{text.needLabel}</label>
        <div className="need-row">
          <input
            id="need"
            value={words}
            maxLength={120}
            autoComplete="off"
            enterKeyHint="search"
            aria-describedby="need-help"
            onChange={(event) => setWords(event.target.value)}
          />
          <button type="submit" className="primary">
            {found.state === 'asking' ? text.finding : text.find}
          </button>
        </div>
        <p id="need-help" className="help">
          {text.needHelp}
        </p>
      </form>
      <output className="help-line">
        {found.state === 'found' && <strong>{text.needFound}</strong>}
        {found.state === 'unsure' && <span className="soon">{text.needUnsure}</span>}
        {found.state === 'offline' && <span className="soon">{text.needOffline}</span>}
      </output>
      <div className="choices" data-found={found.services.length > 0}>
        {shown.slice(0, SUGGESTED).map((service) => (
          <ServiceChoice
            key={service.id}
            service={service}
            onChoose={() => onChoose(service, words.trim())}
          />
        ))}
        <button type="button" className="choice choice-quiet" onClick={() => onAll(words.trim())}>
          <b>{text.allServices}</b>
        </button>
      </div>
    </>
  );
}
