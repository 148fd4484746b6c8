import { Button, Table, type TableColumnsType, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardService } from '@/api/types';
import { secondsSince } from '@/shared/format';
import { useNow } from '@/shared/hooks/use-now';
import { useFormat } from '@/shared/use-format';

/** How long the first in line has waited by now, and how grave that is. */
function Longest({ row }: { row: BoardService }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const time = format.duration(row.longest_since === null ? null : secondsSince(row.longest_since, now));
  if (row.level === 'ok') return time;
  return (
    <span className={`sw-chip ${row.level === 'breach' ? 'sw-chip-red' : 'sw-chip-amber'}`}>
      {time} · {t(`shared.level.${row.level}`)}
    </span>
  );
}

function useColumns(): TableColumnsType<BoardService> {
  const { t } = useTranslation();
  const format = useFormat();
  const number = (key: 'waiting' | 'serving' | 'served') => ({
    title: t(`lobby.column.${key}`),
    dataIndex: key,
    align: 'end' as const,
    sorter: (a: BoardService, b: BoardService) => a[key] - b[key],
  });
  return [
    { title: t('lobby.column.service'), key: 'service', render: (_, row) => format.name(row) },
    number('waiting'),
    number('serving'),
    number('served'),
    {
      title: t('lobby.column.longest'),
      key: 'longest',
      align: 'end',
      render: (_, row) => <Longest row={row} />,
    },
    { title: t('lobby.column.mean'), dataIndex: 'mean_wait_s', align: 'end', render: format.duration },
    { title: t('lobby.column.target'), dataIndex: 'target_s', align: 'end', render: format.duration },
    {
      title: t('lobby.column.estimate'),
      key: 'estimate',
      align: 'end',
      render: (_, row) =>
        row.wait && row.wait.basis !== 'planned' ? format.range(row.wait) : t('lobby.alert.kind.unattended'),
    },
  ];
}

/** Each service: how many wait, how long, and what a new customer is told. */
export function ServiceTable({ services }: { services: BoardService[] }) {
  const { t } = useTranslation();
  const columns = useColumns();
  const [all, setAll] = useState(false);
  const busy = services.filter((row) => row.waiting + row.serving + row.served > 0);
  const quiet = services.length - busy.length;
  const shown = all || busy.length === 0 ? services : busy;
  return (
    <section className="sw-panel" aria-labelledby="services">
      <Typography.Title level={2} className="sw-section" id="services">
        {t('lobby.board.services')}
      </Typography.Title>
      <Table
        rowKey="service_id"
        size="small"
        pagination={false}
        scroll={{ x: 760 }}
        columns={columns}
        dataSource={shown}
        locale={{ emptyText: t('lobby.board.no_services') }}
      />
      {busy.length > 0 && quiet > 0 ? (
        <Button type="link" size="small" onClick={() => setAll(!all)}>
          {t(all ? 'lobby.board.fewer' : 'lobby.board.quiet', { count: quiet })}
        </Button>
      ) : null}
    </section>
  );
}
