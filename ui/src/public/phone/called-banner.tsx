import { useEffect } from 'react';
import { phoneWords } from '@/public/phone/words';
import { useWords } from '@/public/shared/language';
import { chime } from '@/public/shared/sound';
import type { Ticket } from '@/public/shared/types';

const PULSES_MS = [400, 200, 400, 200, 600];

/** The call, loud: large, vibrating, ringing where the phone allows it, again at every repetition. */
export function CalledBanner({ ticket }: { ticket: Ticket }) {
  const text = useWords(phoneWords);
  const { calls } = ticket;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each repetition of the call rings again.
  useEffect(() => {
    const touched = navigator.userActivation?.hasBeenActive !== false;
    if (touched && typeof navigator.vibrate === 'function') navigator.vibrate(PULSES_MS);
    void chime(1);
    window.scrollTo(0, 0);
  }, [calls]);
  return (
    <section className="called" role="alert">
      <p className="called-where">{ticket.counter ? text.goTo(ticket.counter.number) : text.states.called}</p>
      <p>{text.stateHelp.called}</p>
      {calls > 1 && <p>{text.calledTimes(calls)}</p>}
    </section>
  );
}
