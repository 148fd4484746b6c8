import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { BoardCounter } from '@/api/types';
import { useNow } from '@/shared/hooks/use-now';
import { useFormat } from '@/shared/use-format';
import { useWord } from '@/shared/use-word';
import { CounterTag } from '../counter-tag';

function CounterCard({ counter }: { counter: BoardCounter }) {
  const { t } = useTranslation();
  const now = useNow();
  const tooLong = counter.too_long_at !== null && Date.parse(counter.too_long_at) <= now;
  const format = useFormat();
  const word = useWord();
  const staff = format.staffName(counter);
  const what =
    counter.state === 'paused'
      ? [word('shared.pause', counter.pause_reason), staff].filter(Boolean).join(' · ')
      : format.serviceName(counter) || staff;
  return (
    <li className={`sw-counter sw-counter-${counter.state}`}>
      <div className="sw-counter-head">
        <strong>{t('lobby.counter_number', { number: counter.number })}</strong>
        <CounterTag state={counter.state} since={counter.since} />
      </div>
      <div className="sw-counter-what">
        {counter.visit_id ? <Link to={`/visits/${counter.visit_id}`}>{counter.visit_number}</Link> : null}
        <span className="sw-muted">{what}</span>
      </div>
      {tooLong && counter.state !== 'closed' && counter.state !== 'free' ? (
        <span className="sw-chip sw-chip-red">{t(`lobby.board.too_long.${counter.state}`)}</span>
      ) : null}
    </li>
  );
}

/** The counters of the branch: who serves whom, since when. */
export function CounterMap({ counters }: { counters: BoardCounter[] }) {
  const { t } = useTranslation();
  return (
    <section className="sw-panel" aria-labelledby="counters">
      <Typography.Title level={2} className="sw-section" id="counters">
        {t('lobby.board.counters')}
      </Typography.Title>
      {counters.length === 0 ? <p className="sw-muted">{t('lobby.board.no_counters')}</p> : null}
      <ul className="sw-counters">
        {counters.map((counter) => (
          <CounterCard key={counter.id} counter={counter} />
        ))}
      </ul>
    </section>
  );
}
