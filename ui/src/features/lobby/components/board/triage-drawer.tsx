import { Button, Drawer, Form, Popconfirm, Select, Switch, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Board, QueueEntry, Triage } from '@/api/types';
import { AgeBar } from '@/shared/components/age-bar';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useNow } from '@/shared/hooks/use-now';
import { useUndo } from '@/shared/hooks/use-undo';
import { useCatalogue } from '@/shared/use-catalogue';
import { useFormat } from '@/shared/use-format';
import { callVisit, leaveVisit, triageVisit } from '../../api/visits';
import { ageEntry } from '../../urgency';
import { useSeat } from '../../use-seat';
import { VisitMarks } from '../visit-marks';
import { GuidanceForm } from './guidance-form';

interface Props {
  entry: QueueEntry;
  board: Board;
  fetchedAtMs: number;
  onClose: () => void;
}

interface Values {
  service_id: string;
  care_group?: string;
  accessible: boolean;
  class: string;
}

function TriageForm({ entry, board, onClose }: Omit<Props, 'fetchedAtMs'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const undo = useUndo();
  const [form] = Form.useForm<Values>();
  const { services } = useCatalogue(board.branch.id);
  const refresh = [
    ['board', board.branch.id],
    ['visit', entry.visit_id],
  ];
  const before: Triage = {
    service_id: entry.service_id,
    care_group: entry.care_group,
    accessible: entry.accessible,
    class: entry.class,
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
  // A class is sent only when somebody chose another; otherwise the rules decide it anew.
  const handleFinish = ({ care_group = undefined, class: chosen, ...rest }: Values) =>
    triage.mutate({
      ...rest,
      care_group: care_group ?? null,
      class: chosen === entry.class ? undefined : chosen,
    });
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
          options={board.care_groups.map((group) => ({ value: group.code, label: format.name(group) }))}
        />
      </Form.Item>
      <Form.Item name="class" label={t('lobby.triage.class')} extra={t('lobby.triage.class_help')}>
        <Select options={board.classes.map((item) => ({ value: item.code, label: format.name(item) }))} />
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
  const { entry, board, fetchedAtMs, onClose } = props;
  const { counterId } = useSeat();
  const aged = ageEntry(entry, fetchedAtMs, useNow());
  const refresh = [['board', board.branch.id], ['desk']];
  const leave = useAct(() => leaveVisit(entry.visit_id), { refresh, onDone: onClose });
  const call = useAct(() => callVisit(entry.visit_id), { refresh, onDone: onClose });
  return (
    <Drawer open onClose={onClose} size={460} title={t('lobby.triage.title', { number: entry.number })}>
      <div className="sw-stack">
        <VisitMarks visit={entry} marksParked />
        <AgeBar
          waitedS={aged.age_s}
          targetS={entry.target_s}
          breachS={entry.breach_s}
          level={aged.age_level}
        />
        <TriageForm entry={entry} board={board} onClose={onClose} />
        <section aria-labelledby="guidance">
          <Typography.Title level={2} className="sw-section" id="guidance">
            {t('lobby.guidance.title')}
          </Typography.Title>
          <GuidanceForm entry={entry} board={board} onDone={onClose} />
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
