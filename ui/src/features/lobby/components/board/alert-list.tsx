import {
  BellOutlined,
  ClockCircleOutlined,
  HeartOutlined,
  StarOutlined,
  TeamOutlined,
  UserDeleteOutlined,
} from '@ant-design/icons';
import { Button, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Alert, QueueEntry } from '@/api/types';
import { useAct } from '@/shared/hooks/use-act';
import { useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { acknowledgeAlert } from '../../api/board';

interface Props {
  alerts: Alert[];
  /** The visits that can still be put right. */
  waiting: QueueEntry[];
  branchId: string;
  onOpen: (visitId: string) => void;
}

const ICONS: Record<Alert['kind'], ReactNode> = {
  care_waiting: <HeartOutlined aria-hidden="true" />,
  wait_breach: <ClockCircleOutlined aria-hidden="true" />,
  extra_counter: <TeamOutlined aria-hidden="true" />,
  assistance: <BellOutlined aria-hidden="true" />,
  low_rating: <StarOutlined aria-hidden="true" />,
  unattended: <UserDeleteOutlined aria-hidden="true" />,
};

const TONE: Record<Alert['level'], string> = { info: 'blue', warn: 'amber', breach: 'red' };

/** The gravest first; among equals the order of the server, newest first, stays. */
const GRAVITY: Alert['level'][] = ['breach', 'warn', 'info'];

/** Where an alert leads: to the follow-up, to the visit as long as it waits, to its record otherwise. */
function AlertTarget({ alert, waiting, onOpen }: Pick<Props, 'waiting' | 'onOpen'> & { alert: Alert }) {
  const { t } = useTranslation();
  const can = useCan();
  const { visit_id: visitId } = alert;
  if (alert.kind === 'low_rating' && can('follow_up:read')) {
    return <Link to="/follow-ups">{t('app.entry.follow_ups')}</Link>;
  }
  if (!visitId) return null;
  if (can('visit:triage') && waiting.some((entry) => entry.visit_id === visitId)) {
    return (
      <Button size="small" type="text" onClick={() => onOpen(visitId)}>
        {t('lobby.triage.open')}
      </Button>
    );
  }
  return can('visit:read') ? <Link to={`/visits/${visitId}`}>{t('lobby.alert.record')}</Link> : null;
}

/** What needs somebody now; taking an alert puts one's name on it. */
export function AlertList({ alerts, waiting, branchId, onOpen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const take = useAct(acknowledgeAlert, {
    refresh: [
      ['board', branchId],
      ['alerts', branchId],
    ],
  });
  const open = alerts
    .filter((alert) => !alert.acknowledged_at)
    .sort((a, b) => GRAVITY.indexOf(a.level) - GRAVITY.indexOf(b.level));
  return (
    <section className="sw-panel" aria-labelledby="alerts">
      <Typography.Title level={2} className="sw-section" id="alerts">
        {t('lobby.alert.title', { count: open.length })}
      </Typography.Title>
      <ul className="sw-alerts" aria-live="polite">
        {open.map((alert) => (
          <li key={alert.id} className={`sw-alert sw-alert-${TONE[alert.level]}`}>
            <span aria-hidden="true">{ICONS[alert.kind]}</span>
            <div>
              {alert.sentence}
              {alert.words ? <q>{alert.words}</q> : null}
              <div className="sw-muted sw-number">
                {t(`lobby.alert.kind.${alert.kind}`)} · {format.time(alert.raised_at)}
              </div>
            </div>
            <AlertTarget alert={alert} waiting={waiting} onOpen={onOpen} />
            {can('alert:acknowledge') ? (
              <Button
                size="small"
                loading={take.isPending && take.variables === alert.id}
                onClick={() => take.mutate(alert.id)}
              >
                {t('lobby.alert.take')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {open.length === 0 ? <p className="sw-muted">{t('lobby.alert.empty')}</p> : null}
    </section>
  );
}
