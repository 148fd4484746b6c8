import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AppointmentRecord } from '@/api/types';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useFormat } from '@/shared/use-format';
import { cancelAppointment, moveAppointment, reasonsQuery } from '../../api/appointments';
import { SlotSelect } from './slot-select';

/** What staff do with an appointment that is still to come. */
export type ChangeKind = 'move' | 'cancel';

interface Props {
  branchId: string;
  appointment: AppointmentRecord;
  kind: ChangeKind;
  onClose: () => void;
}

interface Values {
  starts_at: string;
  reason: string;
}

/** Moves or cancels for a customer; the reason stands on the record. */
export function ChangeDrawer({ branchId, appointment, kind, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [form] = Form.useForm<Values>();
  const reasons = useQuery(reasonsQuery(branchId));
  const change = useAct(
    ({ starts_at, reason }: Values) =>
      kind === 'move'
        ? moveAppointment(appointment.id, { starts_at, reason })
        : cancelAppointment(appointment.id, { reason }),
    {
      refresh: [['appointments'], ['booking', branchId]],
      onDone: onClose,
      onFailed: (error) => showFieldErrors(form, error),
    },
  );
  const required = (field: string) => [{ required: true, message: t('shared.required', { field }) }];
  return (
    <Drawer open onClose={onClose} size={420} title={t(`lobby.appointments.${kind}`)}>
      <p>
        {format.name(appointment.service)} · {format.time(appointment.starts_at)} · {appointment.name}
      </p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => change.mutate(values)}>
        {kind === 'move' ? (
          <Form.Item
            name="starts_at"
            label={t('lobby.appointments.time')}
            rules={required(t('lobby.appointments.time'))}
          >
            <SlotSelect branchId={branchId} serviceId={appointment.service.id} />
          </Form.Item>
        ) : null}
        <Form.Item
          name="reason"
          label={t('lobby.appointments.reason')}
          rules={required(t('lobby.appointments.reason'))}
        >
          <Select
            loading={reasons.isFetching}
            options={reasons.data?.map((one) => ({ value: one.code, label: format.name(one) }))}
          />
        </Form.Item>
        <Button type="primary" danger={kind === 'cancel'} htmlType="submit" loading={change.isPending}>
          {t(`lobby.appointments.${kind}`)}
        </Button>
      </Form>
    </Drawer>
  );
}
