import { App, Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Roll, SetRoll } from '@/api/types';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { setRoll } from '../../api/devices';

interface Props {
  branchId: string;
  roll: Roll;
}

type Values = Omit<SetRoll, 'version'>;

const REASONS: SetRoll['reason'][] = ['new_roll', 'torn', 'mismatch', 'switch'];

/** Says which paper of the roll is next, and whether the branch uses a roll at all. */
export function RollForm({ branchId, roll }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const save = useAct((values: Values) => setRoll(branchId, { ...values, version: roll.version }), {
    refresh: [['roll', branchId]],
    onDone: (saved) => void message.success(t('devices.roll.saved', { number: saved.next_number })),
    onFailed: (error) => showFieldErrors(form, error),
  });
  const required = [{ required: true, message: t('shared.required', { field: t('devices.roll.reason') }) }];
  return (
    <Form
      key={roll.version}
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ active: roll.active, prefix: roll.prefix, digits: roll.digits, next: roll.next }}
      onFinish={(values) => save.mutate(values)}
    >
      <Form.Item
        name="active"
        label={t('devices.roll.active')}
        valuePropName="checked"
        extra={t('devices.roll.help')}
      >
        <Switch />
      </Form.Item>
      <Form.Item name="prefix" label={t('devices.roll.prefix')} extra={t('devices.roll.prefix_help')}>
        <Input maxLength={2} autoComplete="off" />
      </Form.Item>
      <Form.Item name="digits" label={t('devices.roll.digits')}>
        <InputNumber min={2} max={5} precision={0} />
      </Form.Item>
      <Form.Item name="next" label={t('devices.roll.next')} extra={t('devices.roll.next_help')}>
        <InputNumber min={0} max={99_999} precision={0} />
      </Form.Item>
      <Form.Item name="reason" label={t('devices.roll.reason')} rules={required}>
        <Select
          options={REASONS.map((reason) => ({ value: reason, label: t(`devices.roll.reasons.${reason}`) }))}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('devices.roll.save')}
      </Button>
    </Form>
  );
}
