import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Look } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { LoadMore } from '@/shared/components/load-more';
import { QueryView } from '@/shared/components/query-view';
import { useFormat } from '@/shared/use-format';
import { usePages } from '@/shared/use-pages';
import { useWord } from '@/shared/use-word';
import { looksPath } from '../api/customers';

/** Who looked at which unmasked field, when and why. */
export function LooksTable({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useWord();
  const looks = usePages<Look>(['customer', customerId, 'looks'], looksPath(customerId));
  const columns: TableColumnsType<Look> = [
    { title: t('customers.looks.at'), dataIndex: 'at', render: format.instant },
    {
      title: t('customers.looks.who'),
      key: 'who',
      render: (_, look) => format.name({ name: look.staff.name ?? '', name_en: look.staff.name_en }) || '—',
    },
    {
      title: t('customers.looks.where'),
      key: 'where',
      render: (_, look) => format.name(look.branch) || t('audit.head_office'),
    },
    {
      title: t('customers.looks.field'),
      dataIndex: 'field',
      render: (field: string) => word('customers.field', field.split(':')[0]),
    },
    {
      title: t('customers.looks.reason'),
      key: 'reason',
      render: (_, look) => [word('customers.reason', look.reason), look.note].filter(Boolean).join(' · '),
    },
  ];
  return (
    <QueryView query={looks}>
      {(items) => (
        <>
          <Table
            rowKey="id"
            size="small"
            pagination={false}
            scroll={{ x: 560 }}
            columns={columns}
            dataSource={items}
            locale={{
              emptyText: (
                <EmptyNotice title={t('customers.looks.empty')} help={t('customers.looks.empty_help')} />
              ),
            }}
          />
          <LoadMore query={looks} />
        </>
      )}
    </QueryView>
  );
}
