import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { deskQuery } from '@/features/lobby/api/desk';
import { CounterTag } from '@/features/lobby/components/counter-tag';
import { useSeat } from '@/features/lobby/use-seat';
import { useLive } from '@/shared/live';

/** My counter and its state, when I sit at one; leads to the desk. */
export function MyState() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { counterId } = useSeat();
  const desk = useQuery({ ...deskQuery(counterId ?? ''), enabled: counterId !== null });
  useLive(counterId ? `desk:${counterId}` : null, [['desk', counterId]]);
  // The desk itself says the same, larger.
  if (!counterId || !desk.data || pathname === '/counter') return null;
  const { counter } = desk.data;
  return (
    <Link to="/counter" className="sw-my-state">
      <span className="sw-chip">{t('lobby.counter_number', { number: counter.number })}</span>
      <CounterTag state={counter.state} since={counter.since} />
    </Link>
  );
}
