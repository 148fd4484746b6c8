import { useTranslation } from 'react-i18next';
import type { CounterState } from '@/api/types';
import { Elapsed } from '@/shared/components/elapsed';

const TONE: Record<CounterState, string> = {
  closed: '',
  free: 'sw-chip-green',
  calling: 'sw-chip-amber',
  serving: 'sw-chip-jade',
  paused: 'sw-chip-blue',
};

/** The state of a counter in a word, and since when. */
export function CounterTag({ state, since }: { state: CounterState; since?: string }) {
  const { t } = useTranslation();
  return (
    <span className={`sw-chip ${TONE[state]}`}>
      {t(`lobby.counter_state.${state}`)}
      {since && state !== 'closed' ? <Elapsed since={since} /> : null}
    </span>
  );
}
