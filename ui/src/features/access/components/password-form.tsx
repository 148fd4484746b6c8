import { App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { changePassword } from '../api/session';

interface Values {
  current: string;
  new: string;
  again: string;
}

/** Changes my password; the rules for a good one are the server's and come back at the field. */
export function PasswordForm() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const change = useAct((values: Values) => changePassword({ current: values.current, new: values.new }), {
    onDone: () => {
      form.resetFields();
      void message.success(t('access.password.changed'));
    },
    onFailed: (error) => showFieldErrors(form, error),
    refresh: [['session'], ['sessions']],
  });
  const required = (field: string) => ({ required: true, message: t('shared.required', { field }) });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => change.mutate(values)}>
      <Form.Item
        name="current"
        label={t('access.password.current')}
        rules={[required(t('access.password.current'))]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="new"
        label={t('access.password.new')}
        extra={t('access.password.help')}
        rules={[required(t('access.password.new'))]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('access.password.again')}
        dependencies={['new']}
        rules={[
          required(t('access.password.again')),
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              !value || value === getFieldValue('new')
                ? Promise.resolve()
                : Promise.reject(new Error(t('access.password.differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('access.password.submit')}
      </Button>
    </Form>
  );
}
