import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Board } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { useLive, usePollWhileLost } from '@/shared/live';
import { useBranch, useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { boardQuery } from '../api/board';
import { AlertList } from '../components/board/alert-list';
import { BoardTiles } from '../components/board/board-tiles';
import { CounterAdvice } from '../components/board/counter-advice';
import { CounterMap } from '../components/board/counter-map';
import { IssueDrawer } from '../components/board/issue-drawer';
import { ServiceTable } from '../components/board/service-table';
import { TriageDrawer } from '../components/board/triage-drawer';
import { WaitingTable } from '../components/board/waiting-table';
import { DevicesDrawer } from '../components/devices/devices-drawer';
import { IncidentBanner } from '../components/incidents/incident-banner';

interface ViewProps {
  board: Board;
  fetchedAtMs: number;
}

function BoardView({ board, fetchedAtMs }: ViewProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const entry = board.waiting.find((item) => item.visit_id === chosen) ?? null;
  return (
    <div className="sw-stack">
      <IncidentBanner incidents={board.incidents} />
      <CounterAdvice services={board.services} />
      <BoardTiles board={board} />
      <div className="sw-board">
        <WaitingTable board={board} fetchedAtMs={fetchedAtMs} onOpen={setChosen} />
        <div className="sw-stack">
          <AlertList
            alerts={board.alerts}
            waiting={board.waiting}
            branchId={board.branch.id}
            onOpen={setChosen}
          />
          <CounterMap counters={board.counters} />
        </div>
      </div>
      <ServiceTable services={board.services} />
      {entry ? (
        <TriageDrawer entry={entry} board={board} fetchedAtMs={fetchedAtMs} onClose={() => setChosen(null)} />
      ) : null}
    </div>
  );
}

/** The lobby manager's board: who waits, who serves, what needs attention; live. */
export default function BoardPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const branch = useBranch();
  const [issuing, setIssuing] = useState(false);
  const [devices, setDevices] = useState(false);
  const poll = usePollWhileLost(5_000);
  const board = useQuery({
    ...boardQuery(branch?.id ?? ''),
    enabled: branch !== null,
    refetchInterval: poll,
  });
  useLive(branch ? `board:${branch.id}` : null, [['board', branch?.id]]);
  if (!branch) {
    return (
      <Page title={t('lobby.board.title')}>
        <EmptyNotice title={t('lobby.choose.no_branch')} help={t('lobby.choose.no_branch_help')} />
      </Page>
    );
  }
  return (
    <Page
      title={t('lobby.board.title')}
      subtitle={format.name(branch)}
      actions={
        <>
          {can('staffing:plan') ? <Link to="/staffing">{t('staffing.title')}</Link> : null}
          <Link to="/incidents">{t('lobby.incident.title')}</Link>
          {can('visit:issue') ? <Button onClick={() => setDevices(true)}>{t('devices.title')}</Button> : null}
          {can('visit:issue') ? (
            <Button
              type="primary"
              icon={<PlusOutlined aria-hidden="true" />}
              onClick={() => setIssuing(true)}
            >
              {t('lobby.issue.title')}
            </Button>
          ) : null}
        </>
      }
    >
      <QueryView query={board} rows={12}>
        {(data) => <BoardView board={data} fetchedAtMs={board.dataUpdatedAt} />}
      </QueryView>
      {issuing ? <IssueDrawer branchId={branch.id} onClose={() => setIssuing(false)} /> : null}
      {devices ? <DevicesDrawer branchId={branch.id} onClose={() => setDevices(false)} /> : null}
    </Page>
  );
}
