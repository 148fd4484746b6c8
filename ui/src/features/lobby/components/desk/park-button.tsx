import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Desk, Visit } from '@/api/types';
import { KeyCap } from '@/shared/components/key-cap';
import { useFormat } from '@/shared/use-format';
import type { DeskActs } from '../../use-desk-acts';
import { DESK_KEYS } from '../../use-desk-keys';

interface Props {
  desk: Desk;
  visit: Visit;
  acts: DeskActs;
  /** Whether the list of reasons is open. */
  choosing: boolean;
  onChoosing: (choosing: boolean) => void;
}

/** Sets the visit aside at one touch; the arrow beside it, or Shift with the key, says why. */
export function ParkButton({ desk, visit, acts, choosing, onChoosing }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const busy = acts.park.isPending;
  const disabled = acts.busy && !busy;
  const why = t('lobby.park.why', { key: `Shift+${DESK_KEYS.park}` });
  return (
    <Space.Compact>
      <Button size="large" disabled={disabled} loading={busy} onClick={() => acts.park.mutate({ visit })}>
        {t('lobby.act.park')}
        <KeyCap>{DESK_KEYS.park}</KeyCap>
      </Button>
      {desk.park_reasons.length > 0 ? (
        <Dropdown
          open={choosing}
          onOpenChange={onChoosing}
          trigger={['click']}
          autoFocus
          disabled={disabled || busy}
          menu={{
            items: desk.park_reasons.map((reason) => ({ key: reason.code, label: format.name(reason) })),
            onClick: ({ key }) => {
              onChoosing(false);
              acts.park.mutate({ visit, reason: key });
            },
          }}
        >
          <Button
            size="large"
            icon={<DownOutlined aria-hidden="true" />}
            aria-label={why}
            title={why}
            disabled={disabled || busy}
          />
        </Dropdown>
      ) : null}
    </Space.Compact>
  );
}
