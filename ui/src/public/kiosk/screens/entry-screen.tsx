import { type FormEvent, useEffect, useRef, useState } from 'react';
import { NumberPad } from '@/public/kiosk/number-pad';
import { kioskWords } from '@/public/kiosk/words';
import { check, type Finding, grouped, tidy } from '@/public/shared/identity';
import { useWords } from '@/public/shared/language';
import type { Identity, IdentityKind } from '@/public/shared/types';

interface EntryScreenProps {
  kind: IdentityKind;
  /** What was entered before, so that a correction need not start over. */
  before: Identity | null;
  /** What the server found wrong. */
  refused: string | null;
  /** A kiosk shows large keys and has readers; a phone has keys of its own. */
  place: 'kiosk' | 'phone';
  onEnter: (identity: Identity) => void;
}

/** Takes a number by large keys, by keyboard, by pasting or from a scanner that types and presses Enter. */
export function EntryScreen({ kind, before, refused, place, onEnter }: EntryScreenProps) {
  const text = useWords(kioskWords);
  const field = useRef<HTMLInputElement>(null);
  const [value, setValue] = useState(before?.kind === kind ? before.value : '');
  const [finding, setFinding] = useState<Finding>('fine');
  const [changed, setChanged] = useState(false);
  useEffect(() => field.current?.focus(), []);

  const change = (next: string) => {
    setValue(tidy(next).slice(0, 24));
    setFinding('fine');
    setChanged(true);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = check(kind, value, new Date());
    const seenDoubt = found === 'doubtful' && finding === 'doubtful';
    if (found === 'fine' || seenDoubt) onEnter({ kind, value });
    else setFinding(found);
  };
  const error = finding === 'fine' ? !changed && refused : text.findings[finding];

  return (
    <>
      <h1 tabIndex={-1}>{text.entryTitle[kind]}</h1>
      <form className="entry" onSubmit={submit} noValidate>
        <label htmlFor="identity">{text.entryLabel[kind]}</label>
        <input
          id="identity"
          ref={field}
          value={grouped(kind, value)}
          inputMode={kind === 'resident_id' ? 'text' : 'numeric'}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="next"
          aria-invalid={Boolean(error)}
          aria-describedby="identity-help identity-error"
          onChange={(event) => change(event.target.value)}
        />
        <p id="identity-help" className="help">
          {place === 'kiosk' ? text.entryScan[kind] : text.entryType[kind]}
        </p>
        <p id="identity-error" className="field-error" role="alert">
          {error || ''}
        </p>
        {place === 'kiosk' && (
          <NumberPad
            letter={kind === 'resident_id'}
            onKey={(key) => change(value + key)}
            onErase={() => change(value.slice(0, -1))}
            onClear={() => change('')}
          />
        )}
        <button type="submit" className="choice choice-main entry-next">
          <b>{text.next}</b>
        </button>
      </form>
    </>
  );
}
