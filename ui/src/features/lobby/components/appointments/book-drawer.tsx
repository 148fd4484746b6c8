import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AppointmentRecord, BookAppointment } from '@/api/types';
import { Facts } from '@/shared/components/facts';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useFormat } from '@/shared/use-format';
import { bookAppointment, bookingQuery } from '../../api/appointments';
import { SlotSelect } from './slot-select';

interface Props {
  branchId: string;
  onClose: () => void;
}

function Booked({ appointment }: { appointment: AppointmentRecord }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="sw-stack" role="status">
      <div className="sw-current-number">{appointment.code}</div>
      <Facts
        facts={[
          { label: t('lobby.column.service'), value: format.name(appointment.service) },
          { label: t('lobby.appointments.time'), value: format.time(appointment.starts_at) },
          { label: t('lobby.appointments.who'), value: `${appointment.name} ${appointment.phone}` },
        ]}
      />
      <p className="sw-muted">{t('lobby.appointments.booked_help')}</p>
    </div>
  );
}

/** Books for a customer who calls or stands there. */
export function BookDrawer({ branchId, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [form] = Form.useForm<BookAppointment>();
  const booking = useQuery(bookingQuery(branchId));
  const chosen = Form.useWatch('service_id', form);
  const service = booking.data?.services.find((one) => one.id === chosen);
  const book = useAct((values: BookAppointment) => bookAppointment(branchId, values), {
    refresh: [['appointments'], ['booking', branchId]],
    onFailed: (error) => showFieldErrors(form, error),
  });
  const required = (field: string) => [{ required: true, message: t('shared.required', { field }) }];
  return (
    <Drawer open onClose={onClose} size={460} title={t('lobby.appointments.book')}>
      {book.data ? (
        <Booked appointment={book.data} />
      ) : (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => book.mutate(values)}>
          <Form.Item
            name="service_id"
            label={t('lobby.column.service')}
            extra={
              service
                ? t('lobby.appointments.bring', {
                    papers: service.papers.map((paper) => format.name(paper)).join(t('shared.comma')),
                  })
                : undefined
            }
            rules={required(t('lobby.column.service'))}
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              loading={booking.isFetching}
              onChange={() => form.resetFields(['starts_at'])}
              options={booking.data?.services.map((one) => ({ value: one.id, label: format.name(one) }))}
            />
          </Form.Item>
          <Form.Item
            name="starts_at"
            label={t('lobby.appointments.time')}
            rules={required(t('lobby.appointments.time'))}
          >
            <SlotSelect branchId={branchId} serviceId={service?.id} />
          </Form.Item>
          <Form.Item
            name="name"
            label={t('lobby.appointments.name')}
            rules={required(t('lobby.appointments.name'))}
          >
            <Input autoComplete="off" maxLength={60} />
          </Form.Item>
          <Form.Item
            name="phone"
            label={t('lobby.appointments.phone')}
            rules={required(t('lobby.appointments.phone'))}
          >
            <Input autoComplete="off" inputMode="tel" maxLength={32} />
          </Form.Item>
          {booking.data?.mail ? (
            <Form.Item
              name="email"
              label={t('lobby.appointments.email')}
              extra={t('lobby.appointments.email_help')}
            >
              <Input autoComplete="off" inputMode="email" maxLength={254} />
            </Form.Item>
          ) : null}
          <Button type="primary" htmlType="submit" loading={book.isPending}>
            {t('lobby.appointments.book_now')}
          </Button>
        </Form>
      )}
    </Drawer>
  );
}
