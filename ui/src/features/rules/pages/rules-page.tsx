import { useQuery } from '@tanstack/react-query';
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PackRow } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { useFormat } from '@/shared/use-format';
import { packsQuery } from '../api/packs';
import { OriginTag } from '../components/origin-tag';

/** The rule packs: what belongs to the bank or the jurisdiction, as data with versions. */
export default function RulesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const packs = useQuery(packsQuery);
  const columns: TableColumnsType<PackRow> = [
    {
      title: t('rules.column.name'),
      key: 'name',
      render: (_, row) => <Link to={`/settings/rules/${row.pack}`}>{format.name(row)}</Link>,
    },
    { title: t('rules.column.pack'), dataIndex: 'pack', render: (pack: string) => <code>{pack}</code> },
    { title: t('rules.column.version'), dataIndex: 'version', align: 'end' },
    { title: t('rules.column.origin'), key: 'origin', render: (_, row) => <OriginTag origin={row.origin} /> },
    { title: t('rules.column.valid_from'), dataIndex: 'valid_from', align: 'end', render: format.day },
  ];
  return (
    <Page title={t('rules.title')} subtitle={t('rules.help')}>
      <div className="sw-panel">
        <QueryView query={packs}>
          {(rows) => (
            <Table
              rowKey="pack"
              size="small"
              pagination={false}
              scroll={{ x: 640 }}
              columns={columns}
              dataSource={rows}
              locale={{ emptyText: <EmptyNotice title={t('rules.empty')} help={t('rules.empty_help')} /> }}
            />
          )}
        </QueryView>
      </div>
    </Page>
  );
}
