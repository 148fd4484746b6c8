import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import type { Rule } from 'antd/es/form';
import { useTranslation } from 'react-i18next';
import { TimeRange } from '@/shared/components/time-range';
import { type Stretch, stretchFault } from '../hours-values';

interface Props {
  /** Path of the list in the form, or in the list it stands in. */
  name: string | (string | number)[];
  /** Path of the list it stands in. */
  within?: string[];
  label: string;
}

/** Says at its row what the server would refuse of the hours as a whole. */
function useStretchRule(path: (string | number)[]): (index: number) => Rule {
  const { t } = useTranslation();
  return (index) =>
    ({ getFieldValue }) => ({
      validator: async () => {
        const fault = stretchFault((getFieldValue(path) ?? []) as (Stretch | undefined)[], index);
        if (fault) throw new Error(t(`organisation.hours.fault.${fault}`));
      },
    });
}

/** The stretches of a day; none means closed. */
export function StretchList({ name, within = [], label }: Props) {
  const { t } = useTranslation();
  const rule = useStretchRule([...within, name].flat());
  return (
    <Form.List name={name}>
      {(fields, { add, remove }) => (
        <fieldset className="sw-stretches">
          <legend className="sw-visually-hidden">{label}</legend>
          {fields.length === 0 ? <span className="sw-muted">{t('organisation.hours.closed')}</span> : null}
          {fields.map((field) => (
            <div key={field.key} className="sw-stretch sw-stretch-row">
              <Form.Item
                name={field.name}
                rules={[{ required: true, message: t('organisation.hours.choose') }, rule(field.name)]}
              >
                <TimeRange aria-label={label} />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined aria-hidden="true" />}
                aria-label={t('organisation.hours.remove')}
                onClick={() => remove(field.name)}
              />
            </div>
          ))}
          <Button size="small" icon={<PlusOutlined aria-hidden="true" />} onClick={() => add()}>
            {t('organisation.hours.add')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}
