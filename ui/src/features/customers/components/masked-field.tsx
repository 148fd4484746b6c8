import { EyeOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Unmask, UnmaskReason } from '@/api/types';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { unmask } from '../api/customers';

interface Props {
  customerId: string;
  /** "name", "phone" or "document:<id>", as the server calls it. */
  field: string;
  label: string;
  masked: string;
  reasons: UnmaskReason[];
}

/** How long an unmasked value stays on the screen. */
const SHOWN_MS = 60_000;

interface ReasonProps extends Props {
  onClose: () => void;
  onValue: (value: string) => void;
}

function ReasonModal({ customerId, field, label, reasons, onClose, onValue }: ReasonProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [form] = Form.useForm<Omit<Unmask, 'field'>>();
  const show = useAct((values: Omit<Unmask, 'field'>) => unmask(customerId, { ...values, field }), {
    refresh: [['customer', customerId, 'looks']],
    onDone: ({ value }) => {
      onValue(value);
      onClose();
    },
    onFailed: (error) => showFieldErrors(form, error),
  });
  const chosen = Form.useWatch('reason', form);
  const noteDue = reasons.find((reason) => reason.code === chosen)?.needs_note ?? false;
  return (
    <Modal
      open
      title={t('customers.unmask.title', { field: label })}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('customers.unmask.submit')}
      confirmLoading={show.isPending}
    >
      <p className="sw-muted">{t('customers.unmask.help')}</p>
      <Form form={form} layout="vertical" requiredMark="optional" onFinish={(values) => show.mutate(values)}>
        <Form.Item
          name="reason"
          label={t('customers.unmask.reason')}
          rules={[{ required: true, message: t('customers.unmask.choose') }]}
        >
          <Radio.Group
            className="sw-column"
            options={reasons.map((reason) => ({ value: reason.code, label: format.name(reason) }))}
          />
        </Form.Item>
        <Form.Item
          name="note"
          label={t('customers.unmask.note')}
          extra={t('customers.unmask.note_help')}
          rules={[{ required: noteDue, whitespace: true, message: t('customers.unmask.note_due') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** A masked value, and the way to see it whole: with a reason, on the record, for a minute. */
export function MaskedField(props: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const can = useCan();
  const [asking, setAsking] = useState(false);
  const [value, setValue] = useState<string | null>(null);
  const handleValue = (whole: string) => {
    setValue(whole);
    void message.info(t('customers.unmask.shown'));
    setTimeout(() => setValue(null), SHOWN_MS);
  };
  return (
    <span className="sw-masked">
      <span title={value ? undefined : t('customers.unmask.why_masked')}>{value ?? props.masked}</span>
      {value === null && can('customer:unmask') ? (
        <Button
          type="text"
          size="small"
          icon={<EyeOutlined aria-hidden="true" />}
          aria-label={t('customers.unmask.title', { field: props.label })}
          onClick={() => setAsking(true)}
        />
      ) : null}
      {asking ? <ReasonModal {...props} onClose={() => setAsking(false)} onValue={handleValue} /> : null}
    </span>
  );
}
