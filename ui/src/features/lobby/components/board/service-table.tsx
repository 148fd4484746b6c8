import { Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BoardService } from '@/api/types';
import { useFormat } from '@/shared/use-format';

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
      render: (_, row) => {
        const late = row.longest_wait_s !== null && row.longest_wait_s >= row.target_s;
        return late ? (
          <span className="sw-chip sw-chip-red">
            {format.duration(row.longest_wait_s)} · {t('shared.level.breach')}
          </span>
        ) : (
          format.duration(row.longest_wait_s)
        );
      },
    },
    { title: t('lobby.column.mean'), dataIndex: 'mean_wait_s', align: 'end', render: format.duration },
    { title: t('lobby.column.target'), dataIndex: 'target_s', align: 'end', render: format.duration },
    { title: t('lobby.column.estimate'), dataIndex: 'wait', align: 'end', render: format.range },
  ];
}

/** Each service: how many wait, how long, and what a new customer is told. */
export function ServiceTable({ services }: { services: BoardService[] }) {
  const { t } = useTranslation();
  const columns = useColumns();
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
        dataSource={services}
        locale={{ emptyText: t('lobby.board.no_services') }}
      />
    </section>
  );
}
