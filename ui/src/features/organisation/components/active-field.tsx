import { Form, Switch } from 'antd';
import { useTranslation } from 'react-i18next';

/** In use or not. */
export function ActiveField() {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="active"
      label={t('organisation.active')}
      valuePropName="checked"
      extra={t('organisation.active_help')}
    >
      <Switch />
    </Form.Item>
  );
}
