import { useQuery } from '@tanstack/react-query';
import { App, Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { IncidentReport } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { Facts } from '@/shared/components/facts';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { useAct } from '@/shared/hooks/use-act';
import { useLive } from '@/shared/live';
import { EVERYWHERE, useBranch, useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { VisitStateTag } from '@/shared/visit/visit-state';
import { endIncident, incidentQuery } from '../api/incidents';
import { IncidentDrawer } from '../components/incidents/incident-drawer';

type Concerned = IncidentReport['visits'][number];

function useColumns(): TableColumnsType<Concerned> {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      title: t('lobby.column.number'),
      key: 'number',
      width: 90,
      render: (_, visit) => <Link to={`/visits/${visit.visit_id}`}>{visit.number}</Link>,
    },
    {
      title: t('lobby.column.state'),
      key: 'state',
      width: 100,
      render: (_, visit) => <VisitStateTag state={visit.state} />,
    },
    { title: t('lobby.column.service'), key: 'service', render: (_, visit) => format.name(visit.service) },
    { title: t('lobby.incident.where'), key: 'where', render: (_, visit) => format.name(visit.branch) },
    {
      title: t('lobby.incident.choice'),
      key: 'choice',
      width: 160,
      render: (_, visit) => (visit.choice ? t(`lobby.incident.chose.${visit.choice}`) : '—'),
    },
    {
      title: t('lobby.column.arrived'),
      dataIndex: 'arrived_at',
      align: 'end',
      width: 110,
      render: format.time,
    },
  ];
}

function Report({ report }: { report: IncidentReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns = useColumns();
  const person = (who: IncidentReport['begun_by']) => format.name(who);
  const lasted = report.ended_at ? (Date.parse(report.ended_at) - Date.parse(report.begun_at)) / 1000 : null;
  return (
    <div className="sw-stack">
      <div className="sw-panel">
        <Facts
          facts={[
            {
              label: t('lobby.incident.where'),
              value: format.name(report.branch) || t('lobby.incident.everywhere'),
            },
            {
              label: t('lobby.incident.services'),
              value: report.stopped.map(format.name).join('、') || t('lobby.incident.everything'),
            },
            {
              label: t('lobby.incident.begun_at'),
              value: `${format.instant(report.begun_at)} ${person(report.begun_by)}`,
            },
            {
              label: t('lobby.incident.ended_at'),
              value: report.ended_at
                ? `${format.instant(report.ended_at)} ${person(report.ended_by)}`
                : t('lobby.incident.stands'),
            },
            { label: t('lobby.incident.lasted'), value: lasted === null ? '—' : format.duration(lasted) },
            { label: t('lobby.incident.concerned'), value: report.concerned },
            { label: t('lobby.incident.waiting'), value: report.waiting },
            { label: t('lobby.incident.served'), value: report.served },
            { label: t('lobby.incident.gone'), value: report.gone },
          ]}
        />
      </div>
      <div className="sw-panel">
        <Table<Concerned>
          rowKey="visit_id"
          size="small"
          pagination={false}
          scroll={{ x: 760 }}
          columns={columns}
          dataSource={report.visits}
          locale={{ emptyText: <EmptyNotice title={t('lobby.incident.nobody')} /> }}
        />
      </div>
    </div>
  );
}

/** One incident: whom it concerns, what they chose, and its end; afterwards the report. */
export default function IncidentPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const format = useFormat();
  const can = useCan();
  const branch = useBranch();
  const { id = '' } = useParams();
  const [writing, setWriting] = useState(false);
  const query = useQuery(incidentQuery(id));
  useLive(branch ? `board:${branch.id}` : null, [['incident', id]]);
  const end = useAct((version: number) => endIncident(id, version), {
    refresh: [['incident', id], ['incidents'], ['board'], ['desk']],
    onDone: () => void message.success(t('lobby.incident.ended')),
  });
  const report = query.data;
  const mayEnd = report && !report.ended_at && can('incident:manage', report.branch?.id ?? EVERYWHERE);
  return (
    <Page
      title={report ? format.either(report.text, report.text_en) : t('lobby.incident.title')}
      actions={
        mayEnd ? (
          <>
            <Button onClick={() => setWriting(true)}>{t('lobby.incident.change')}</Button>
            <Button type="primary" loading={end.isPending} onClick={() => end.mutate(report.version)}>
              {t('lobby.incident.end')}
            </Button>
          </>
        ) : null
      }
    >
      <QueryView query={query}>{(data) => <Report report={data} />}</QueryView>
      {writing && report ? <IncidentDrawer incident={report} onClose={() => setWriting(false)} /> : null}
    </Page>
  );
}
