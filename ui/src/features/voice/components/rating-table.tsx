import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Rating } from '@/api/types';
import { PagedTable } from '@/shared/components/paged-table';
import { useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { usePages } from '@/shared/use-pages';
import { Stars } from '@/shared/visit/stars';

function useColumns(): TableColumnsType<Rating> {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const score = (value: number | null) => value ?? '—';
  return [
    {
      title: t('voice.column.number'),
      key: 'number',
      width: 90,
      render: (_, row) =>
        can('visit:read') ? <Link to={`/visits/${row.visit_id}`}>{row.visit_number}</Link> : row.visit_number,
    },
    {
      title: t('voice.column.satisfaction'),
      dataIndex: 'satisfaction',
      width: 130,
      render: (value: number) => <Stars value={value} />,
    },
    {
      title: t('voice.column.comment'),
      dataIndex: 'comment',
      render: (comment: string | null) =>
        comment || <span className="sw-muted">{t('voice.no_comment')}</span>,
    },
    {
      title: t('voice.column.service'),
      key: 'service',
      width: 180,
      render: (_, row) => format.serviceName(row) || '—',
    },
    {
      title: t('voice.column.staff'),
      key: 'staff',
      width: 120,
      render: (_, row) => format.staffName(row) || '—',
    },
    { title: t('voice.effort'), dataIndex: 'effort', width: 120, align: 'end', render: score },
    { title: t('voice.recommend'), dataIndex: 'recommend', width: 110, align: 'end', render: score },
    { title: t('voice.created'), dataIndex: 'at', width: 130, align: 'end', render: format.time },
  ];
}

/** What customers said, newest first; as far as the person may see it. */
export function RatingTable({ branchId }: { branchId: string | null }) {
  const { t } = useTranslation();
  const columns = useColumns();
  const ratings = usePages<Rating>(['ratings'], '/ratings', { branch_id: branchId });
  return (
    <PagedTable
      query={ratings}
      columns={columns}
      width={1020}
      empty={{ title: t('voice.empty.ratings'), help: t('voice.empty.ratings_help') }}
    />
  );
}
