import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { TimeRange } from './time-range';

interface Props {
  /** Path of the list in the form. */
  name: string | (string | number)[];
  label: string;
}

/** The stretches of a day; none means closed. */
export function StretchList({ name, label }: Props) {
  const { t } = useTranslation();
  return (
    <Form.List name={name}>
      {(fields, { add, remove }) => (
        <fieldset className="sw-stretches">
          <legend className="sw-visually-hidden">{label}</legend>
          {fields.length === 0 ? <span className="sw-muted">{t('organisation.hours.closed')}</span> : null}
          {fields.map((field) => (
            <span key={field.key} className="sw-stretch">
              <Form.Item
                name={field.name}
                noStyle
                rules={[{ required: true, message: t('organisation.hours.choose') }]}
              >
                <TimeRange aria-label={label} />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined aria-hidden="true" />}
                aria-label={t('organisation.hours.remove')}
                onClick={() => remove(field.name)}
              />
            </span>
          ))}
          <Button size="small" icon={<PlusOutlined aria-hidden="true" />} onClick={() => add()}>
            {t('organisation.hours.add')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}
