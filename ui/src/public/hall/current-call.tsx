import { useEffect, useState } from 'react';
import { keyOf } from '@/public/hall/announcements';
import { hallWords } from '@/public/hall/words';
import { useLanguage, useWords } from '@/public/shared/language';
import type { Call } from '@/public/shared/types';

/** How long a new call stands out, and stays although the visitor has come. */
export const STANDS_OUT_MS = 12_000;

interface CurrentCallProps {
  call: Call | null;
  /** Whether others were called before. */
  before: boolean;
  /** Says the counter in the other language too, as the voice does. */
  bilingual: boolean;
}

/** The newest call, readable from the far end of the hall. It flashes while it is new, and never otherwise. */
export function CurrentCall({ call, before, bilingual }: CurrentCallProps) {
  const { language } = useLanguage();
  const text = useWords(hallWords);
  const other = hallWords[language === 'en' ? 'zh-CN' : 'en'];
  const key = call ? keyOf(call) : '';
  const fresh = useFresh(call);

  if (!call) {
    return (
      <section className="hall-current hall-current-empty" aria-label={text.nowCalling}>
        <p className="hall-empty">{before ? text.noneNow : text.noCalls}</p>
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
        {call.round > 1 && <span className="hall-again">{text.again(call.round)}</span>}
      </p>
      <p className="unseen" aria-live="assertive">
        {fresh && text.called(call.number, call.counter_number)}
      </p>
    </section>
  );
}

/**
 * Whether the call is newer than all that stood here before, for some seconds; the first of an opened screen is not new,
 * nor an older one that stands here again because the visitor after it has come.
 */
function useFresh(call: Call | null): boolean {
  const calledAt = call ? Date.parse(call.called_at) : 0;
  const [seen, setSeen] = useState(calledAt);
  const fresh = calledAt > seen;
  useEffect(() => {
    if (!fresh) return undefined;
    const timer = setTimeout(() => setSeen(calledAt), STANDS_OUT_MS);
    return () => clearTimeout(timer);
  }, [fresh, calledAt]);
  return fresh;
}
