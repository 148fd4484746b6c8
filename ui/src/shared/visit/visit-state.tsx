import { useTranslation } from 'react-i18next';
import type { VisitState } from '@/api/types';

const TONE: Record<VisitState, string> = {
  waiting: 'sw-chip-blue',
  called: 'sw-chip-amber',
  serving: 'sw-chip-jade',
  parked: '',
  finished: 'sw-chip-green',
  left: '',
  no_show: '',
  diverted: '',
};

/** The state of a visit in a word. */
export function VisitStateTag({ state }: { state: VisitState }) {
  const { t } = useTranslation();
  return <span className={`sw-chip ${TONE[state]}`}>{t(`lobby.state.${state}`)}</span>;
}
