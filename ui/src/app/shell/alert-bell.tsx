import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { openAlertsQuery } from '@/features/lobby/api/board';
import { useLive, usePollWhileLost } from '@/shared/live';
import { useBranch } from '@/shared/session';

/** How many alerts of my branch wait for somebody; leads to the board. */
export function AlertBell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const branch = useBranch();
  const poll = usePollWhileLost();
  const alerts = useQuery({
    ...openAlertsQuery(branch?.id ?? ''),
    enabled: branch !== null,
    refetchInterval: poll,
  });
  useLive(branch ? `board:${branch.id}` : null, [['alerts', branch?.id]]);
  const count = alerts.data?.items.filter((alert) => !alert.acknowledged_at).length ?? 0;
  return (
    <Badge count={count} size="small" offset={[-6, 6]} className="sw-bell">
      <Button
        type="text"
        icon={<BellOutlined aria-hidden="true" />}
        aria-label={t('app.alerts', { count })}
        onClick={() => navigate('/board')}
      />
    </Badge>
  );
}
