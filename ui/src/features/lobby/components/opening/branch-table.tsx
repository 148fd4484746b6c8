import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { BranchChecklist, ChecklistKind } from '@/api/types';
import { PagedTable } from '@/shared/components/paged-table';
import { useFormat } from '@/shared/use-format';
import { usePages } from '@/shared/use-pages';
import { StatusChip } from './checklist-head';

/** Every branch the person may see, with how a list of today stands. */
export function BranchTable() {
  const { t } = useTranslation();
  const format = useFormat();
  const [kind, setKind] = useState<ChecklistKind>('opening');
  const branches = usePages<BranchChecklist>(['checklists'], '/checklists', { kind });
  return (
    <div className="sw-stack">
      <Segmented<ChecklistKind>
        aria-label={t('opening.branch.kind')}
        value={kind}
        onChange={setKind}
        options={(['opening', 'closing'] as const).map((value) => ({
          value,
          label: t(`opening.tab.${value}`),
        }))}
      />
      <PagedTable<BranchChecklist>
        query={branches}
        width={720}
        empty={{ title: t('opening.branch.empty'), help: t('opening.branch.empty_help') }}
        rowKey="branch_id"
        columns={[
          {
            title: t('opening.branch.name'),
            key: 'name',
            render: (_, row) => (
              <Link to={`/opening?view=${kind}&branch=${row.branch_id}`}>
                {row.code} {format.name(row)}
              </Link>
            ),
          },
          {
            title: t('opening.branch.status'),
            key: 'status',
            render: (_, row) => <StatusChip progress={row.progress} kind={kind} />,
          },
          {
            title: t('opening.branch.required'),
            key: 'required',
            align: 'right',
            render: (_, row) => `${row.progress.required_settled} / ${row.progress.required}`,
          },
          {
            title: t('opening.branch.all'),
            key: 'all',
            align: 'right',
            render: (_, row) => `${row.progress.settled} / ${row.progress.items}`,
          },
          {
            title: t('opening.branch.open_items'),
            key: 'open',
            align: 'right',
            dataIndex: 'open_items',
          },
          {
            title: t('opening.branch.overridden'),
            key: 'overridden',
            render: (_, row) =>
              row.overridden
                ? t('opening.by', {
                    name: format.name(row.overridden.by),
                    time: format.time(row.overridden.at),
                  })
                : null,
          },
        ]}
      />
    </div>
  );
}
