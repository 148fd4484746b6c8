import { ExportOutlined, PauseOutlined, PlayCircleOutlined, PoweroffOutlined } from '@ant-design/icons';
import { Button, Dropdown, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Desk } from '@/api/types';
import { KeyCap } from '@/shared/components/key-cap';
import { useFormat } from '@/shared/use-format';
import { openBar } from '../../open-bar';
import type { DeskActs } from '../../use-desk-acts';
import { DESK_KEYS } from '../../use-desk-keys';
import { CounterTag } from '../counter-tag';

interface Props {
  desk: Desk;
  acts: DeskActs;
  /** Whether the list of reasons for a pause is open. */
  pausing: boolean;
  onPausing: (pausing: boolean) => void;
}

function PauseButton({ desk, acts, pausing, onPausing }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (desk.counter.state === 'paused') {
    return (
      <Button
        icon={<PlayCircleOutlined aria-hidden="true" />}
        onClick={() => acts.resume.mutate()}
        loading={acts.resume.isPending}
      >
        {t('lobby.desk.resume')}
        <KeyCap>{DESK_KEYS.pause}</KeyCap>
      </Button>
    );
  }
  return (
    <Dropdown
      open={pausing}
      onOpenChange={onPausing}
      trigger={['click']}
      autoFocus
      disabled={desk.current !== null}
      menu={{
        items: desk.pause_reasons.map((reason) => ({ key: reason.code, label: format.name(reason) })),
        onClick: ({ key }) => {
          onPausing(false);
          acts.pause.mutate(key);
        },
      }}
    >
      <Button icon={<PauseOutlined aria-hidden="true" />} loading={acts.pause.isPending}>
        {t('lobby.desk.pause')}
        <KeyCap>{DESK_KEYS.pause}</KeyCap>
      </Button>
    </Dropdown>
  );
}

/** The head of the desk: which counter, its state, today's figures, pause, teller bar, close. */
export function DeskHead(props: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { desk, acts } = props;
  const { counter } = desk;
  const reason = desk.pause_reasons.find((item) => item.code === counter.pause_reason);
  return (
    <div className="sw-desk-head">
      <Typography.Title level={1} className="sw-page-title">
        {t('lobby.counter_number', { number: counter.number })}
      </Typography.Title>
      <CounterTag state={counter.state} since={counter.since} />
      {counter.state === 'paused' ? <span>{reason ? format.name(reason) : counter.pause_reason}</span> : null}
      <span className="sw-muted sw-number sw-desk-today">
        {desk.mean_service_s
          ? t('lobby.desk.today', { count: desk.served_today, mean: format.duration(desk.mean_service_s) })
          : t('lobby.desk.today_served', { count: desk.served_today })}
      </span>
      <PauseButton {...props} />
      <Button icon={<ExportOutlined aria-hidden="true" />} onClick={() => void openBar()}>
        {t('lobby.desk.bar')}
      </Button>
      <Button
        icon={<PoweroffOutlined aria-hidden="true" />}
        onClick={() => acts.close.mutate()}
        disabled={desk.current !== null}
        loading={acts.close.isPending}
      >
        {t('lobby.desk.close')}
      </Button>
    </div>
  );
}
