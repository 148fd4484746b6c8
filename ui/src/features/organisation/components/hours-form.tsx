import { PlusOutlined } from '@ant-design/icons';
import { App, Button, DatePicker, Form, Input, Switch, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OpeningHours } from '@/api/types';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useCan } from '@/shared/session';
import { takeOnly } from '@/shared/take-only';
import { saveHours } from '../api/organisation';
import { DAY_KINDS, type HoursValues, toHours, toValues } from '../hours-values';
import { StretchList } from './stretch-list';

interface Props {
  branchId: string;
  hours: OpeningHours;
}

function Kinds() {
  const { t } = useTranslation();
  const asWorkday = Form.useWatch('as_workday');
  return DAY_KINDS.map((kind) => (
    <div key={kind} className="sw-hours-row">
      <strong>{t(`organisation.day_kind.${kind}`)}</strong>
      <div>
        {kind === 'make_up_workday' ? (
          <Form.Item
            name="as_workday"
            valuePropName="checked"
            label={t('organisation.hours.as_workday')}
            layout="horizontal"
            colon={false}
          >
            <Switch />
          </Form.Item>
        ) : null}
        {kind === 'make_up_workday' && asWorkday ? null : (
          <StretchList name={kind} label={t(`organisation.day_kind.${kind}`)} />
        )}
      </div>
    </div>
  ));
}

function Exceptions() {
  const { t } = useTranslation();
  return (
    <Form.List name="exceptions">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field) => (
            <div key={field.key} className="sw-hours-row">
              <div className="sw-stack-small">
                <Form.Item name={[field.name, 'date']} noStyle rules={[{ required: true }]}>
                  <DatePicker aria-label={t('organisation.hours.date')} onKeyDown={takeOnly} />
                </Form.Item>
                <Form.Item name={[field.name, 'reason']} noStyle>
                  <Input
                    aria-label={t('organisation.hours.reason')}
                    placeholder={t('organisation.hours.reason')}
                    maxLength={100}
                  />
                </Form.Item>
              </div>
              <div className="sw-stretch">
                <StretchList
                  name={[field.name, 'intervals']}
                  within={['exceptions']}
                  label={t('organisation.hours.exception')}
                />
                <Button type="text" onClick={() => remove(field.name)}>
                  {t('organisation.hours.remove_exception')}
                </Button>
              </div>
            </div>
          ))}
          <Button icon={<PlusOutlined aria-hidden="true" />} onClick={() => add({ intervals: [] })}>
            {t('organisation.hours.add_exception')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

/** The opening hours of one branch, with what was live one click away. */
export function HoursForm({ branchId, hours }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const can = useCan();
  const [form] = Form.useForm<HoursValues>();
  const save = useAct(
    (values: HoursValues) => saveHours(branchId, { version: hours.version, hours: toHours(values) }),
    {
      refresh: [['opening-hours', branchId], ['catalogue']],
      onDone: () => void message.success(t('shared.saved')),
      onFailed: (error) => showFieldErrors(form, error),
    },
  );
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={!can('branch:manage', branchId)}
      initialValues={toValues(hours.hours)}
      onFinish={() => save.mutate(form.getFieldsValue(true) as HoursValues)}
    >
      <Kinds />
      <Typography.Title level={2} className="sw-section">
        {t('organisation.hours.exceptions')}
      </Typography.Title>
      <Exceptions />
      <div className="sw-page-actions sw-form-end">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('shared.save')}
        </Button>
        <Button onClick={() => form.resetFields()}>{t('organisation.hours.reset')}</Button>
      </div>
    </Form>
  );
}
