import { App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { makePassword } from '../make-password';

/** The first password of a person; it can be made up here, and is then shown so that it can be handed over. */
export function PasswordField({ name = 'password' }: { name?: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const form = Form.useFormInstance();
  const label = t('organisation.account.password');
  const handleMake = async () => {
    const password = makePassword();
    form.setFields([{ name, value: password, errors: [] }]);
    // Only secure contexts have a clipboard; elsewhere the field itself shows what was made up.
    await navigator.clipboard?.writeText(password).then(
      () => message.info(t('organisation.account.copied')),
      () => undefined,
    );
  };
  return (
    <Form.Item label={label} extra={t('organisation.account.password_help')} required>
      <div className="sw-with-button">
        <Form.Item
          name={name}
          noStyle
          rules={[{ required: true, message: t('shared.required', { field: label }) }]}
        >
          <Input autoComplete="off" spellCheck={false} maxLength={128} aria-label={label} />
        </Form.Item>
        <Button onClick={() => void handleMake()}>{t('organisation.account.make')}</Button>
      </div>
    </Form.Item>
  );
}
