import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

interface Props {
  name: string;
  label: string;
  required?: boolean;
  help?: string;
  max?: number;
  rows?: number;
  disabled?: boolean;
}

/** A text field with its label above, help under, and the fault at it. */
export function TextField({ name, label, required = false, help, max = 120, rows, disabled }: Props) {
  const { t } = useTranslation();
  const rules = required
    ? [{ required: true, whitespace: true, message: t('shared.required', { field: label }) }]
    : [];
  return (
    <Form.Item name={name} label={label} extra={help} rules={rules}>
      {rows ? <Input.TextArea rows={rows} maxLength={max} /> : <Input maxLength={max} disabled={disabled} />}
    </Form.Item>
  );
}

/** Names in both languages; English falls back to Chinese on screens when left out. */
export function NameFields() {
  const { t } = useTranslation();
  return (
    <>
      <TextField name="name" label={t('organisation.name')} required />
      <TextField name="name_en" label={t('organisation.name_en')} required />
    </>
  );
}
