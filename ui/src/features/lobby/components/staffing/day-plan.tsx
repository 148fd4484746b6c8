import { useQuery } from '@tanstack/react-query';
import { Alert, DatePicker, InputNumber, Table, type TableColumnsType, Tag } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HalfHour, Staffing } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { QueryView } from '@/shared/components/query-view';
import { formatShare } from '@/shared/format';
import { useSettled } from '@/shared/hooks/use-settled';
import { useFormat } from '@/shared/use-format';
import { type StaffingTarget, staffingQuery } from '../../api/staffing';

function useColumns(): TableColumnsType<HalfHour> {
  const { t } = useTranslation();
  const format = useFormat();
  const number = new Intl.NumberFormat(format.locale, { maximumFractionDigits: 0 });
  return [
    { title: t('staffing.plan.from'), dataIndex: 'from', width: 90 },
    {
      title: t('staffing.plan.expected'),
      key: 'expected',
      render: (_, slot) =>
        t('staffing.plan.range', {
          mean: number.format(slot.expected),
          low: number.format(slot.low),
          high: number.format(slot.high),
        }),
    },
    { title: t('staffing.plan.needed'), dataIndex: 'needed', align: 'right' },
    {
      title: t('staffing.plan.planned'),
      key: 'planned',
      align: 'right',
      render: (_, slot) =>
        slot.planned < slot.needed ? (
          <>
            <Tag color="warning">{t('staffing.plan.short', { count: slot.needed - slot.planned })}</Tag>
            {slot.planned}
          </>
        ) : (
          slot.planned
        ),
    },
    {
      title: t('staffing.plan.in_time'),
      key: 'in_time',
      align: 'right',
      render: (_, slot) => formatShare(slot.in_time),
    },
  ];
}

function Plan({ plan }: { plan: Staffing }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns = useColumns();
  if (plan.days < plan.fewest_days) {
    return (
      <EmptyNotice
        title={t('staffing.plan.too_few')}
        help={t('staffing.plan.too_few_help', { days: plan.days, fewest: plan.fewest_days })}
      />
    );
  }
  if (plan.half_hours.length === 0) {
    return <EmptyNotice title={t('staffing.plan.closed')} help={t('staffing.plan.closed_help')} />;
  }
  const short = plan.half_hours.filter((slot) => slot.planned < slot.needed).length;
  return (
    <div className="sw-stack">
      <Alert
        type={short > 0 ? 'warning' : 'success'}
        showIcon
        title={t(short > 0 ? 'staffing.plan.verdict_short' : 'staffing.plan.verdict_enough', {
          count: short,
        })}
      />
      <Table<HalfHour>
        dataSource={plan.half_hours}
        columns={columns}
        rowKey="from"
        pagination={false}
        size="small"
        scroll={{ x: 640 }}
      />
      <p className="sw-muted">
        {t('staffing.plan.basis', { days: plan.days, busy: format.duration(plan.busy_s) })}
        {plan.error
          ? t('staffing.plan.error', {
              total: formatShare(plan.error.total),
              half_hour: formatShare(plan.error.half_hour),
              within: formatShare(plan.error.within_range),
            })
          : ''}
      </p>
    </div>
  );
}

/** How many counters a day needs, half hour by half hour, beside those that are planned. */
export function DayPlan({ branchId }: { branchId: string }) {
  const { t } = useTranslation();
  const [target, setTarget] = useState<StaffingTarget>({ day: dayjs().add(1, 'day').format('YYYY-MM-DD') });
  const plan = useQuery(staffingQuery(branchId, useSettled(target, 400)));
  const change = (more: Partial<StaffingTarget>) => setTarget((before) => ({ ...before, ...more }));
  return (
    <div className="sw-stack">
      <div className="sw-filters">
        <DatePicker
          aria-label={t('staffing.plan.day')}
          allowClear={false}
          value={dayjs(target.day)}
          onChange={(day) => day && change({ day: day.format('YYYY-MM-DD') })}
        />
        <InputNumber
          aria-label={t('staffing.plan.share')}
          className="sw-staffing-target"
          min={1}
          max={99}
          prefix={t('staffing.plan.share')}
          suffix="%"
          value={target.share_percent ?? plan.data?.share_percent}
          onChange={(share) => change({ share_percent: share ?? undefined })}
        />
        <InputNumber
          aria-label={t('staffing.plan.within')}
          className="sw-staffing-target"
          min={0}
          max={240}
          prefix={t('staffing.plan.within')}
          suffix={t('staffing.plan.minutes')}
          value={Math.round((target.within_s ?? plan.data?.within_s ?? 0) / 60)}
          onChange={(minutes) => change({ within_s: minutes === null ? undefined : minutes * 60 })}
        />
      </div>
      <QueryView query={plan} rows={10}>
        {(data) => <Plan plan={data} />}
      </QueryView>
    </div>
  );
}
