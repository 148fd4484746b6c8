import { useEffect, useState } from 'react';
import { keyOf } from '@/public/hall/announcements';
import { hallWords } from '@/public/hall/words';
import { useLanguage, useWords } from '@/public/shared/language';
import type { Call } from '@/public/shared/types';

/** How long a new call stands out. */
const FRESH_MS = 12_000;

interface CurrentCallProps {
  call: Call | null;
  /** Says the counter in the other language too, as the voice does. */
  bilingual: boolean;
}

/** The newest call, readable from the far end of the hall. It flashes while it is new, and never otherwise. */
export function CurrentCall({ call, bilingual }: CurrentCallProps) {
  const { language } = useLanguage();
  const text = useWords(hallWords);
  const other = hallWords[language === 'en' ? 'zh-CN' : 'en'];
  const key = call ? keyOf(call) : '';
  const fresh = useFresh(key);

  if (!call) {
    return (
      <section className="hall-current hall-current-empty" aria-label={text.nowCalling}>
        <p className="hall-empty">{text.noCalls}</p>
        <p>{text.noCallsHelp}</p>
      </section>
    );
  }
  return (
    <section className="hall-current" aria-label={text.nowCalling} data-fresh={fresh}>
      <p className="hall-number" key={key}>
        {call.number}
      </p>
      <p className="hall-goto">
        {text.goTo(call.counter_number)}
        <span className="hall-arrow" aria-hidden="true">
          →
        </span>
      </p>
      <p className="hall-goto-other">
        {bilingual && (
          <span lang={language === 'en' ? 'zh-CN' : 'en'}>{other.goTo(call.counter_number)}</span>
        )}
        {call.times > 1 && <span className="hall-again">{text.again(call.times)}</span>}
      </p>
      <p className="unseen" aria-live="assertive">
        {text.called(call.number, call.counter_number)}
      </p>
    </section>
  );
}

/** Whether the key has changed within the last seconds; the first key of an opened screen is not new. */
function useFresh(key: string): boolean {
  const [seen, setSeen] = useState(key);
  const fresh = key !== '' && key !== seen;
  useEffect(() => {
    if (!fresh) return undefined;
    const timer = setTimeout(() => setSeen(key), FRESH_MS);
    return () => clearTimeout(timer);
  }, [fresh, key]);
  return fresh;
}
