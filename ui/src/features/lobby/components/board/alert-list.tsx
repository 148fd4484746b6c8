import {
  BellOutlined,
  ClockCircleOutlined,
  HeartOutlined,
  StarOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { Button, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '@/api/types';
import { useAct } from '@/shared/hooks/use-act';
import { useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { acknowledgeAlert } from '../../api/board';

interface Props {
  alerts: Alert[];
  branchId: string;
  onOpen: (visitId: string) => void;
}

const ICONS: Record<Alert['kind'], ReactNode> = {
  care_waiting: <HeartOutlined />,
  wait_breach: <ClockCircleOutlined />,
  extra_counter: <TeamOutlined />,
  assistance: <BellOutlined />,
  low_rating: <StarOutlined />,
};

const TONE: Record<Alert['level'], string> = { info: 'blue', warn: 'amber', breach: 'red' };

/** What needs somebody now; taking an alert puts one's name on it. */
export function AlertList({ alerts, branchId, onOpen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const take = useAct(acknowledgeAlert, {
    refresh: [
      ['board', branchId],
      ['alerts', branchId],
    ],
  });
  const open = alerts.filter((alert) => !alert.acknowledged_at);
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
              <div className="sw-muted sw-number">
                {t(`lobby.alert.kind.${alert.kind}`)} · {format.time(alert.raised_at)}
              </div>
            </div>
            {alert.visit_id && can('visit:triage') ? (
              <Button size="small" type="text" onClick={() => onOpen(alert.visit_id ?? '')}>
                {t('lobby.triage.open')}
              </Button>
            ) : null}
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
