import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, DatePicker, Form, type FormInstance, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { WhatIfChoices } from '@/api/types';
import { TimeRange } from '@/shared/components/time-range';
import { useFormat } from '@/shared/use-format';
import { asItWas, type CounterUse, type WhatIfValues } from '../../what-if-values';

interface PartProps {
  choices: WhatIfChoices;
}

interface Props extends PartProps {
  form: FormInstance<WhatIfValues>;
  busy: boolean;
  onAsk: (values: WhatIfValues) => void;
}

const USES: CounterUse[] = ['as_was', 'closed', 'services'];

function useServiceOptions({ services }: WhatIfChoices) {
  const format = useFormat();
  return services.map((service) => ({ value: service.id, label: format.name(service) }));
}

function Counters({ choices }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const options = useServiceOptions(choices);
  const uses = Form.useWatch<WhatIfValues['counters']>('counters') ?? [];
  return choices.counters.map((counter, index) => (
    <div key={counter.id} className="sw-what-if-row">
      <Form.Item name={['counters', index, 'use']} label={format.name(counter)}>
        <Select options={USES.map((value) => ({ value, label: t(`staffing.use.${value}`) }))} />
      </Form.Item>
      {uses[index]?.use === 'services' ? (
        <Form.Item
          name={['counters', index, 'services']}
          label={t('staffing.services')}
          rules={[{ required: true, message: t('staffing.services_needed') }]}
        >
          <Select mode="multiple" optionFilterProp="label" options={options} />
        </Form.Item>
      ) : null}
    </div>
  ));
}

function MoreCounters({ choices }: PartProps) {
  const { t } = useTranslation();
  const options = useServiceOptions(choices);
  const day = dayjs(choices.today);
  const usual = { services: [], times: [day.hour(9).minute(0), day.hour(12).minute(0)] };
  return (
    <Form.List name="more">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field) => (
            <div key={field.key} className="sw-what-if-row">
              <Form.Item
                name={[field.name, 'times']}
                label={t('staffing.more_times')}
                rules={[{ required: true, message: t('staffing.times_needed') }]}
              >
                <TimeRange />
              </Form.Item>
              <Form.Item name={[field.name, 'services']} label={t('staffing.services')}>
                <Select
                  mode="multiple"
                  optionFilterProp="label"
                  placeholder={t('staffing.everything')}
                  options={options}
                />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined aria-hidden="true" />}
                aria-label={t('staffing.remove_counter')}
                onClick={() => remove(field.name)}
              />
            </div>
          ))}
          <Button icon={<PlusOutlined aria-hidden="true" />} onClick={() => add(usual)}>
            {t('staffing.add_counter')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

function Weights({ choices }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="sw-what-if-weights">
      <span aria-hidden="true">{t('staffing.column.class')}</span>
      <span aria-hidden="true">{t('staffing.base')}</span>
      <span aria-hidden="true">{t('staffing.rate')}</span>
      {choices.classes.map((known, index) => (
        <Fragment key={known.code}>
          <strong>{format.name(known)}</strong>
          <Form.Item name={['weights', index, 'base']} noStyle>
            <InputNumber min={0} max={1_000_000} aria-label={`${format.name(known)} ${t('staffing.base')}`} />
          </Form.Item>
          <Form.Item name={['weights', index, 'rate_per_min']} noStyle>
            <InputNumber min={0} max={1_000} aria-label={`${format.name(known)} ${t('staffing.rate')}`} />
          </Form.Item>
        </Fragment>
      ))}
    </div>
  );
}

/** What is imagined to be different on which days. */
export function WhatIfForm({ form, choices, busy, onAsk }: Props) {
  const { t } = useTranslation();
  const today = dayjs(choices.today);
  const weeks = (count: number): [dayjs.Dayjs, dayjs.Dayjs] => [
    today.subtract(7 * count, 'day'),
    today.subtract(1, 'day'),
  ];
  return (
    <Form<WhatIfValues>
      form={form}
      layout="vertical"
      className="sw-what-if-form"
      initialValues={asItWas(choices)}
      onFinish={onAsk}
    >
      <Form.Item name="span" label={t('staffing.span')} extra={t('staffing.span_help')}>
        <DatePicker.RangePicker
          allowClear={false}
          maxDate={today}
          presets={[1, 4, 12].map((count) => ({
            label: t('staffing.weeks', { count }),
            value: weeks(count),
          }))}
        />
      </Form.Item>
      <Form.Item name="arrivals_percent" label={t('staffing.arrivals')} extra={t('staffing.arrivals_help')}>
        <InputNumber min={10} max={300} step={5} suffix="%" />
      </Form.Item>
      <h2>{t('staffing.counters')}</h2>
      <Counters choices={choices} />
      <MoreCounters choices={choices} />
      <h2>{t('staffing.weights')}</h2>
      <p className="sw-muted">{t('staffing.weights_help')}</p>
      <Weights choices={choices} />
      <div className="sw-what-if-acts">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('staffing.ask')}
        </Button>
        <Button onClick={() => form.resetFields()}>{t('staffing.reset')}</Button>
      </div>
    </Form>
  );
}
