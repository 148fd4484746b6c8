import { hallWords } from '@/public/hall/words';
import { useWords } from '@/public/shared/language';
import type { Call } from '@/public/shared/types';

interface RecentCallsProps {
  calls: readonly Call[];
  /** `call_id` of the call being said. */
  speaking: string | null;
}

/** The calls before the newest, so that who looked away still finds the way. */
export function RecentCalls({ calls, speaking }: RecentCallsProps) {
  const text = useWords(hallWords);
  return (
    <section className="hall-recent" aria-label={text.recent}>
      <h2>{text.recent}</h2>
      {calls.length === 0 && <p className="hall-none">{text.noCalls}</p>}
      <ol>
        {calls.map((call) => (
          <li key={call.call_id} data-speaking={call.call_id === speaking}>
            <b>{call.number}</b>
            <span>{text.counter(call.counter_number)}</span>
            {call.call_id === speaking && <i>{text.speaking}</i>}
          </li>
        ))}
      </ol>
    </section>
  );
}
