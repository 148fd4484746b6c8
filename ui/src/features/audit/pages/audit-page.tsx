import { Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditRow } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { LoadMore } from '@/shared/components/load-more';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { useSession } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { usePages } from '@/shared/use-pages';
import { useWord } from '@/shared/use-word';
import { ActorFilter } from '../components/actor-filter';
import { Verification } from '../components/verification';

const RESOURCES = [
  'visit',
  'customer',
  'counter',
  'session',
  'staff',
  'branch',
  'service',
  'rule',
  'alert',
  'follow_up',
] as const;

function useColumns(): TableColumnsType<AuditRow> {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useWord();
  const { branches } = useSession();
  return [
    { title: t('audit.column.at'), dataIndex: 'at', width: 180, render: format.instant },
    {
      title: t('audit.column.actor'),
      key: 'actor',
      render: (_, row) => row.actor.name ?? word('audit.actor', row.actor.kind),
    },
    {
      title: t('audit.column.action'),
      dataIndex: 'action',
      render: (action: string) => word('audit.action', action),
    },
    {
      title: t('audit.column.resource'),
      key: 'resource',
      render: (_, row) => (
        <>
          {row.resource ? word('audit.resource', row.resource) : '—'}{' '}
          <span className="sw-muted">{row.resource_id?.slice(0, 8)}</span>
        </>
      ),
    },
    {
      title: t('audit.column.chain'),
      key: 'chain',
      render: (_, row) => {
        const branch = branches.find((item) => item.id === row.branch_id);
        return (
          <>
            {branch ? format.name(branch) : t('audit.head_office')}{' '}
            <span className="sw-muted sw-number">#{row.seq}</span>
          </>
        );
      },
    },
    {
      title: t('audit.column.outcome'),
      dataIndex: 'outcome',
      render: (outcome: string) => (
        <span className={`sw-chip ${outcome === 'done' ? 'sw-chip-green' : 'sw-chip-amber'}`}>
          {word('audit.outcome', outcome)}
        </span>
      ),
    },
  ];
}

function Detail({ row }: { row: AuditRow }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <div>
      {row.reason ? (
        <p>
          {t('audit.reason')} {word('customers.reason', row.reason)}
        </p>
      ) : null}
      <pre className="sw-code">{JSON.stringify(row.detail, null, 2)}</pre>
      <span className="sw-muted">
        {t('shared.problem.trace')} {row.trace_id ?? '—'} · {row.resource_id ?? ''}
      </span>
    </div>
  );
}

/** Who did and who looked, in the order it happened, and whether the chain is whole. */
export default function AuditPage() {
  const { t } = useTranslation();
  const columns = useColumns();
  const [actor, setActor] = useState<string>();
  const [resource, setResource] = useState<string>();
  const rows = usePages<AuditRow>(['audit', 'rows'], '/audit', { actor, resource });
  return (
    <Page title={t('audit.title')} subtitle={t('audit.help')}>
      <div className="sw-stack">
        <Verification />
        <div className="sw-filters">
          <ActorFilter value={actor} onChange={setActor} />
          <Select
            className="sw-filter"
            allowClear
            aria-label={t('audit.column.resource')}
            placeholder={t('audit.resource_hint')}
            value={resource}
            onChange={setResource}
            options={RESOURCES.map((code) => ({ value: code, label: t(`audit.resource.${code}`) }))}
          />
        </div>
        <div className="sw-panel">
          <QueryView query={rows}>
            {(items) => (
              <Table
                rowKey="id"
                size="small"
                sticky
                pagination={false}
                scroll={{ x: 860 }}
                columns={columns}
                dataSource={items}
                expandable={{
                  columnTitle: <span className="sw-visually-hidden">{t('audit.column.detail')}</span>,
                  expandedRowRender: (row) => <Detail row={row} />,
                }}
                locale={{ emptyText: <EmptyNotice title={t('audit.empty')} help={t('audit.empty_help')} /> }}
              />
            )}
          </QueryView>
          <LoadMore query={rows} />
        </div>
      </div>
    </Page>
  );
}
