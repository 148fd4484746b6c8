import { NotificationOutlined } from '@ant-design/icons';
import { Button, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Incident } from '@/api/types';
import { Page } from '@/shared/components/page';
import { PagedTable } from '@/shared/components/paged-table';
import { useLive } from '@/shared/live';
import { useBranch, useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { usePages } from '@/shared/use-pages';
import { IncidentDrawer } from '../components/incidents/incident-drawer';

function useColumns(): TableColumnsType<Incident> {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      title: t('lobby.incident.text'),
      key: 'text',
      render: (_, incident) => (
        <Link to={`/incidents/${incident.id}`}>{format.either(incident.text, incident.text_en)}</Link>
      ),
    },
    {
      title: t('lobby.column.state'),
      key: 'state',
      width: 100,
      render: (_, incident) =>
        incident.ended_at ? (
          <Tag>{t('lobby.incident.over')}</Tag>
        ) : (
          <Tag color="warning">{t('lobby.incident.stands')}</Tag>
        ),
    },
    {
      title: t('lobby.incident.where'),
      key: 'where',
      width: 180,
      render: (_, incident) => format.name(incident.branch) || t('lobby.incident.everywhere'),
    },
    {
      title: t('lobby.incident.services'),
      key: 'services',
      width: 220,
      render: (_, incident) => incident.stopped.map(format.name).join('、') || t('lobby.incident.everything'),
    },
    { title: t('lobby.incident.begun_at'), dataIndex: 'begun_at', width: 150, render: format.instant },
    { title: t('lobby.incident.ended_at'), dataIndex: 'ended_at', width: 150, render: format.instant },
  ];
}

/** What kept services from being rendered, and what does now. */
export default function IncidentsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const branch = useBranch();
  const columns = useColumns();
  const [writing, setWriting] = useState(false);
  const incidents = usePages<Incident>(['incidents'], '/incidents', {});
  useLive(branch ? `board:${branch.id}` : null, [['incidents']]);
  return (
    <Page
      title={t('lobby.incident.title')}
      subtitle={t('lobby.incident.help')}
      actions={
        can('incident:manage') ? (
          <Button
            type="primary"
            icon={<NotificationOutlined aria-hidden="true" />}
            onClick={() => setWriting(true)}
          >
            {t('lobby.incident.begin')}
          </Button>
        ) : null
      }
    >
      <PagedTable
        query={incidents}
        columns={columns}
        width={980}
        empty={{ title: t('lobby.incident.empty'), help: t('lobby.incident.empty_help') }}
      />
      {writing ? <IncidentDrawer onClose={() => setWriting(false)} /> : null}
    </Page>
  );
}
