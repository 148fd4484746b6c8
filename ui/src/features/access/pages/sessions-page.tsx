import { useQuery } from '@tanstack/react-query';
import { Button, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SessionRow } from '@/api/types';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { useAct } from '@/shared/hooks/use-act';
import { useFormat } from '@/shared/use-format';
import { endSession, sessionsQuery } from '../api/session';
import { deviceName } from '../device-name';

function useColumns(): TableColumnsType<SessionRow> {
  const { t } = useTranslation();
  const format = useFormat();
  const end = useAct(endSession, { refresh: [['sessions']] });
  return [
    {
      title: t('access.sessions.device'),
      key: 'device',
      render: (_, row) => (
        <>
          {deviceName(row.user_agent) || t('access.sessions.unknown')}{' '}
          {row.current ? <span className="sw-chip sw-chip-green">{t('access.sessions.current')}</span> : null}
        </>
      ),
    },
    {
      title: t('access.sessions.address'),
      dataIndex: 'ip',
    },
    { title: t('access.sessions.since'), dataIndex: 'created_at', render: format.time },
    { title: t('access.sessions.seen'), dataIndex: 'last_seen_at', render: format.time },
    {
      title: t('access.sessions.act'),
      key: 'act',
      align: 'end',
      render: (_, row) =>
        row.current ? null : (
          <Button
            size="small"
            loading={end.isPending && end.variables === row.id}
            onClick={() => end.mutate(row.id)}
          >
            {t('access.sessions.end')}
          </Button>
        ),
    },
  ];
}

/** Where I am signed in, and the way to end a session on another machine. */
export default function SessionsPage() {
  const { t } = useTranslation();
  const sessions = useQuery(sessionsQuery);
  const columns = useColumns();
  return (
    <Page title={t('access.sessions.title')} subtitle={t('access.sessions.help')}>
      <div className="sw-panel">
        <QueryView query={sessions}>
          {(page) => (
            <Table
              rowKey="id"
              size="small"
              pagination={false}
              scroll={{ x: true }}
              columns={columns}
              dataSource={page.items}
            />
          )}
        </QueryView>
      </div>
    </Page>
  );
}
