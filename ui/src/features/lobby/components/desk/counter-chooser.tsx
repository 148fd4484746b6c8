import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Counter } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { QueryView } from '@/shared/components/query-view';
import { useAct } from '@/shared/hooks/use-act';
import { useBranch, useCan, useSession } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { boardQuery } from '../../api/board';
import { type CounterNow, counterChoicesQuery, openCounter } from '../../api/desk';
import { seatQuery } from '../../api/seat';
import { CounterTag } from '../counter-tag';

interface CardProps {
  counter: Counter;
  /** How it stands now; unknown without the board. */
  now: CounterNow | undefined;
  busy: boolean;
  onOpen: () => void;
}

function CounterCard({ counter, now, busy, onOpen }: CardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const session = useSession();
  const taken = now !== undefined && now.state !== 'closed';
  const planned = counter.id === session.counter_id;
  return (
    <li className="sw-panel sw-counter-choice">
      <span className="sw-counter-number">{counter.number}</span>
      <div>
        <strong>{format.name(counter)}</strong>
        <div className="sw-chips">
          {planned ? <span className="sw-chip sw-chip-jade">{t('lobby.choose.planned')}</span> : null}
          {now ? <CounterTag state={now.state} /> : null}
          {now?.staff_name ? <span className="sw-muted">{format.staffName(now)}</span> : null}
        </div>
      </div>
      <Button
        type={planned && !taken ? 'primary' : 'default'}
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

/** The counters of my branch, mine of the roster first; opening one makes it mine until I close it. */
export function CounterChooser() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const branch = useBranch();
  const can = useCan();
  const session = useSession();
  const counters = useQuery({ ...counterChoicesQuery(branch?.id ?? ''), enabled: branch !== null });
  const board = useQuery({
    ...boardQuery(branch?.id ?? ''),
    enabled: branch !== null && can('board:read'),
    refetchInterval: 10_000,
  });
  const open = useAct(openCounter, {
    refresh: [['desk'], ['board']],
    onDone: (_, id) => client.setQueryData(seatQuery(session.staff.id).queryKey, id),
  });
  if (!branch)
    return <EmptyNotice title={t('lobby.choose.no_branch')} help={t('lobby.choose.no_branch_help')} />;
  const first = (counter: Counter) => Number(counter.id !== session.counter_id);
  return (
    <QueryView query={counters}>
      {(page) =>
        page.items.length === 0 ? (
          <EmptyNotice title={t('lobby.choose.empty')} help={t('lobby.choose.empty_help')} />
        ) : (
          <ul className="sw-counter-choices">
            {page.items
              .filter((counter) => counter.active)
              .sort((a, b) => first(a) - first(b))
              .map((counter) => (
                <CounterCard
                  key={counter.id}
                  counter={counter}
                  now={board.data?.counters.find((item) => item.id === counter.id)}
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
