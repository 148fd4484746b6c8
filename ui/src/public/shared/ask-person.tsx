/** The button that brings a member of staff: on every screen, whatever else fails. */
import { useEffect, useRef, useState } from 'react';
import { newKey, request } from '@/public/shared/api';
import { useLanguage, useWords } from '@/public/shared/language';
import { commonWords } from '@/public/shared/words';

type AskState = 'ready' | 'sending' | 'told' | 'failed';

interface AskPersonProps {
  branchId: string;
  place: 'kiosk' | 'phone';
  token?: string;
  /** What the visitor was trying to do, in their own words. */
  words?: string;
  className?: string;
}

const SHOWN_MS = 20_000;

/** Tells the lobby manager; says so, or says whom to ask when the message cannot be sent. */
export function AskPerson({ branchId, place, token, words, className }: AskPersonProps) {
  const { language } = useLanguage();
  const text = useWords(commonWords);
  const [state, setState] = useState<AskState>('ready');
  const key = useRef(newKey());

  useEffect(() => {
    if (state !== 'told' && state !== 'failed') return undefined;
    const timer = setTimeout(() => {
      if (state === 'told') key.current = newKey();
      setState('ready');
    }, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);

  const ask = async () => {
    if (state === 'sending') return;
    setState('sending');
    try {
      const body = { place, token, words: words || undefined };
      await request(`/branches/${branchId}/assistance`, { language, body, key: key.current });
      setState('told');
    } catch {
      setState('failed');
    }
  };

  return (
    <>
      <button type="button" className={className} aria-disabled={state === 'sending'} onClick={ask}>
        {state === 'sending' ? text.asking : text.askPerson}
      </button>
      <output
        className={`notice ${state === 'failed' ? 'notice-late' : 'notice-good'}`}
        hidden={!shown(state)}
      >
        {state === 'told' && text.asked}
        {state === 'failed' && text.askFailed}
      </output>
    </>
  );
}

function shown(state: AskState): boolean {
  return state === 'told' || state === 'failed';
}
