import { Button, Drawer, Form, Popconfirm, Select, Switch, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Board, QueueEntry, Triage } from '@/api/types';
import { AgeBar } from '@/shared/components/age-bar';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useUndo } from '@/shared/hooks/use-undo';
import { useFormat } from '@/shared/use-format';
import { callVisit, leaveVisit, triageVisit } from '../../api/visits';
import { useCatalogue } from '../../use-catalogue';
import { useSeat } from '../../use-seat';
import { GuidanceForm } from './guidance-form';

interface Props {
  entry: QueueEntry;
  board: Board;
  onClose: () => void;
}

interface Values {
  service_id: string;
  care_group?: string;
  accessible: boolean;
}

function TriageForm({ entry, board, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const undo = useUndo();
  const [form] = Form.useForm<Values>();
  const { services, careGroups } = useCatalogue(board.branch.id);
  const refresh = [
    ['board', board.branch.id],
    ['visit', entry.visit_id],
  ];
  const before: Triage = {
    service_id: entry.service_id,
    care_group: entry.care_group,
    accessible: entry.accessible,
  };
  const back = useAct(() => triageVisit(entry.visit_id, before), { refresh });
  const triage = useAct((body: Triage) => triageVisit(entry.visit_id, body), {
    refresh,
    onDone: () => {
      undo(t('lobby.triage.done', { number: entry.number }), () => back.mutate());
      onClose();
    },
    onFailed: (error) => showFieldErrors(form, error),
  });
  const handleFinish = (values: Values) =>
    triage.mutate({ ...values, care_group: values.care_group ?? null });
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ ...before, care_group: entry.care_group ?? undefined }}
      onFinish={handleFinish}
    >
      <Form.Item name="service_id" label={t('lobby.column.service')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={services.map((service) => ({ value: service.id, label: format.name(service) }))}
        />
      </Form.Item>
      <Form.Item name="care_group" label={t('lobby.triage.care')} extra={t('lobby.triage.care_help')}>
        <Select
          allowClear
          options={careGroups.map((group) => ({ value: group.code, label: format.name(group) }))}
        />
      </Form.Item>
      <Form.Item name="accessible" label={t('lobby.triage.accessible')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={triage.isPending}>
        {t('lobby.triage.save')}
      </Button>
    </Form>
  );
}

/** One waiting visit: put it right, offer self-service, call it by hand, or note that the customer left. */
export function TriageDrawer(props: Props) {
  const { t } = useTranslation();
  const { entry, board, onClose } = props;
  const { counterId } = useSeat();
  const refresh = [['board', board.branch.id], ['desk']];
  const leave = useAct(() => leaveVisit(entry.visit_id), { refresh, onDone: onClose });
  const call = useAct(() => callVisit(entry.visit_id), { refresh, onDone: onClose });
  return (
    <Drawer open onClose={onClose} size={460} title={t('lobby.triage.title', { number: entry.number })}>
      <div className="sw-stack">
        <AgeBar waitedS={entry.waited_s} targetS={entry.target_s} level={entry.level} />
        <TriageForm {...props} />
        <section aria-labelledby="guidance">
          <Typography.Title level={2} className="sw-section" id="guidance">
            {t('lobby.guidance.title')}
          </Typography.Title>
          <GuidanceForm visitId={entry.visit_id} board={board} />
        </section>
        <div className="sw-page-actions">
          {counterId ? (
            <Button onClick={() => call.mutate()} loading={call.isPending}>
              {t('lobby.triage.call')}
            </Button>
          ) : null}
          <Popconfirm
            title={t('lobby.triage.left_ask')}
            description={t('lobby.triage.left_help')}
            onConfirm={() => leave.mutate()}
          >
            <Button danger loading={leave.isPending}>
              {t('lobby.triage.left')}
            </Button>
          </Popconfirm>
          <Link to={`/visits/${entry.visit_id}`}>{t('lobby.desk.open_visit')}</Link>
        </div>
      </div>
    </Drawer>
  );
}
