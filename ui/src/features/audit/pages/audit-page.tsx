import { type TableColumnsType, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AuditRow } from '@/api/types';
import { Page } from '@/shared/components/page';
import { PagedTable } from '@/shared/components/paged-table';
import { useCan, useSession } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { usePages } from '@/shared/use-pages';
import { useWord } from '@/shared/use-word';
import { useActionWord } from '../actions';
import { type AuditFilter, AuditFilters } from '../components/audit-filters';
import { Detail } from '../components/detail';
import { Verification } from '../components/verification';

/** Where the record of a thing is; others have none of their own. */
const RECORDS: Record<string, { to: (id: string) => string; permission: string }> = {
  visit: { to: (id) => `/visits/${id}`, permission: 'visit:read' },
  customer: { to: (id) => `/customers/${id}`, permission: 'customer:read' },
};

/** The end of a long id; its beginning is only the time, alike in all rows of an hour. */
const ID_TAIL = 6;

/** Ids of things longer than this are numbers for machines, of which the end is enough to tell them apart. */
const ID_WHOLE = 20;

function ThingId({ id }: { id: string }) {
  const short = id.length > ID_WHOLE;
  return (
    <Tooltip title={short ? id : null}>
      <span className="sw-muted sw-number">{short ? id.slice(-ID_TAIL) : id}</span>
    </Tooltip>
  );
}

function Resource({ row }: { row: AuditRow }) {
  const word = useWord();
  const can = useCan();
  if (!row.resource) return <>—</>;
  const name = word('audit.resource', row.resource);
  const record = RECORDS[row.resource];
  return (
    <>
      {record && row.resource_id && can(record.permission) ? (
        <Link className="sw-underlined" to={record.to(row.resource_id)}>
          {name}
        </Link>
      ) : (
        name
      )}{' '}
      {row.resource_id ? <ThingId id={row.resource_id} /> : null}
    </>
  );
}

function useColumns(): TableColumnsType<AuditRow> {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useWord();
  const actionWord = useActionWord();
  const { branches } = useSession();
  const place = (id: string | null) =>
    id === null ? t('audit.head_office') : format.name(branches.find((branch) => branch.id === id)) || '—';
  const actor = (who: AuditRow['actor']) => format.name(who) || word('audit.actor', who.kind);
  return [
    { title: t('audit.column.at'), dataIndex: 'at', width: 170, render: format.instant },
    {
      title: t('audit.column.actor'),
      key: 'actor',
      width: 180,
      ellipsis: true,
      render: (_, row) => actor(row.actor),
    },
    { title: t('audit.column.action'), dataIndex: 'action', width: 190, render: actionWord },
    {
      title: t('audit.column.resource'),
      key: 'resource',
      width: 200,
      render: (_, row) => <Resource row={row} />,
    },
    {
      title: t('audit.column.chain'),
      key: 'chain',
      width: 210,
      render: (_, row) => (
        <>
          {place(row.branch_id)} <span className="sw-muted sw-number">#{row.seq}</span>
        </>
      ),
    },
    {
      title: t('audit.column.outcome'),
      dataIndex: 'outcome',
      width: 110,
      render: (outcome: string) => (
        <span className={`sw-chip ${outcome === 'done' ? 'sw-chip-green' : 'sw-chip-amber'}`}>
          {word('audit.outcome', outcome)}
        </span>
      ),
    },
  ];
}

/** Who did and who looked, in the order it happened, and whether the chain is whole. */
export default function AuditPage() {
  const { t } = useTranslation();
  const columns = useColumns();
  const [filter, setFilter] = useState<AuditFilter>({});
  const rows = usePages<AuditRow>(['audit', 'rows'], '/audit', { ...filter });
  return (
    <Page title={t('audit.title')} subtitle={t('audit.help')}>
      <div className="sw-stack">
        <Verification />
        <AuditFilters value={filter} onChange={setFilter} />
        <PagedTable
          query={rows}
          columns={columns}
          width={1060}
          empty={{ title: t('audit.empty'), help: t('audit.empty_help') }}
          expandable={{
            columnTitle: <span className="sw-visually-hidden">{t('audit.column.detail')}</span>,
            expandedRowRender: (row) => <Detail row={row} />,
          }}
        />
      </div>
    </Page>
  );
}
