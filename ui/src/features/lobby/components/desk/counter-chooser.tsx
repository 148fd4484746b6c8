import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { QueryView } from '@/shared/components/query-view';
import { useAct } from '@/shared/hooks/use-act';
import { useBranch } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { type CounterChoice, counterChoicesQuery, openCounter } from '../../api/desk';
import { CounterTag } from '../counter-tag';

interface CardProps {
  counter: CounterChoice;
  busy: boolean;
  onOpen: () => void;
}

function CounterCard({ counter, busy, onOpen }: CardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const taken = counter.state !== undefined && counter.state !== 'closed';
  return (
    <li className="sw-panel sw-counter-choice">
      <span className="sw-counter-number">{counter.number}</span>
      <div>
        <strong>{format.name(counter)}</strong>
        <div className="sw-chips">
          {counter.state ? <CounterTag state={counter.state} /> : null}
          {counter.staff ? <span className="sw-muted">{counter.staff.name}</span> : null}
        </div>
      </div>
      <Button
        onClick={onOpen}
        disabled={taken}
        loading={busy}
        aria-label={t('lobby.choose.open_number', { number: counter.number })}
      >
        {t('lobby.choose.open')}
      </Button>
    </li>
  );
}

/** The counters of my branch; opening one makes it mine until I close it. */
export function CounterChooser() {
  const { t } = useTranslation();
  const branch = useBranch();
  const counters = useQuery({ ...counterChoicesQuery(branch?.id ?? ''), enabled: branch !== null });
  const open = useAct(openCounter, { refresh: [['session'], ['desk']] });
  if (!branch)
    return <EmptyNotice title={t('lobby.choose.no_branch')} help={t('lobby.choose.no_branch_help')} />;
  return (
    <QueryView query={counters}>
      {(page) =>
        page.items.length === 0 ? (
          <EmptyNotice title={t('lobby.choose.empty')} help={t('lobby.choose.empty_help')} />
        ) : (
          <ul className="sw-counter-choices">
            {page.items.map((counter) => (
              <CounterCard
                key={counter.id}
                counter={counter}
                busy={open.isPending && open.variables === counter.id}
                onOpen={() => open.mutate(counter.id)}
              />
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}
