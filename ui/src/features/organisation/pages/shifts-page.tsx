import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Form, Select, type TableColumnsType } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Shift } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { Page } from '@/shared/components/page';
import { TimeRange } from '@/shared/components/time-range';
import { localDay } from '@/shared/format';
import { useAct } from '@/shared/hooks/use-act';
import { useUndo } from '@/shared/hooks/use-undo';
import { useFormat } from '@/shared/use-format';
import { branchStaffQuery, countersQuery, isDevice } from '../api/organisation';
import { BranchFilter } from '../components/branch-filter';
import { ResourcePage } from '../components/resource-page';
import { useBranchChoice } from '../use-branch-choice';

interface Values {
  staff_id: string;
  counter_id?: string;
  times: [Dayjs, Dayjs];
}

/** The form asks for both ends of a shift at once. */
const ALIASES = { starts_at: 'times', ends_at: 'times' };

/** Puts times of day onto a date, as instants; a shift that ends no later than it begins ends the next day. */
function instants(day: string, times: [Dayjs, Dayjs]): { starts_at: string; ends_at: string } {
  const [from, to] = times.map((time) => dayjs(`${day}T${time.format('HH:mm:00')}`)) as [Dayjs, Dayjs];
  const end = to.isAfter(from) ? to : to.add(1, 'day');
  return { starts_at: from.toISOString(), ends_at: end.toISOString() };
}

function useChoices(branchId: string) {
  const { t } = useTranslation();
  const format = useFormat();
  const staff = useQuery(branchStaffQuery(branchId)).data?.items ?? [];
  const counters = useQuery(countersQuery(branchId)).data?.items ?? [];
  return {
    staff: staff
      .filter((one) => !isDevice(one))
      .map((person) => ({ value: person.id, label: format.name(person) })),
    counters: counters.map((counter) => ({
      value: counter.id,
      label: t('lobby.counter_number', { number: counter.number }),
    })),
  };
}

function RemoveButton({ shift }: { shift: Shift }) {
  const { t } = useTranslation();
  const undo = useUndo();
  const { branch_id, staff_id, counter_id, starts_at, ends_at } = shift;
  const again = useAct(() => api.post('/shifts', { branch_id, staff_id, counter_id, starts_at, ends_at }), {
    refresh: [['shifts']],
  });
  const remove = useAct(() => api.delete(`/shifts/${shift.id}`), {
    refresh: [['shifts']],
    onDone: () => undo(t('organisation.shifts.removed'), () => again.mutate()),
  });
  return (
    <Button size="small" loading={remove.isPending} onClick={() => remove.mutate()}>
      {t('shared.remove')}
    </Button>
  );
}

interface DayProps {
  branchId: string;
  day: string;
  onBranch: (id: string) => void;
  onDay: (day: string) => void;
}

function ShiftDay({ branchId, day, onBranch, onDay }: DayProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const choices = useChoices(branchId);
  const name = (options: { value: string; label: string }[], id: string | null) =>
    options.find((option) => option.value === id)?.label ?? '—';
  const columns: TableColumnsType<Shift> = [
    {
      title: t('organisation.staff.name'),
      key: 'staff',
      render: (_, row) => format.name({ name: row.staff_name, name_en: row.staff_name_en }),
    },
    {
      title: t('organisation.shifts.counter'),
      key: 'counter',
      render: (_, row) => name(choices.counters, row.counter_id),
    },
    { title: t('organisation.shifts.from'), dataIndex: 'starts_at', align: 'end', render: format.time },
    { title: t('organisation.shifts.to'), dataIndex: 'ends_at', align: 'end', render: format.time },
  ];
  return (
    <ResourcePage<Shift, Values>
      name="shifts"
      path="/shifts"
      query={{
        branch_id: branchId,
        from: dayjs(day).toISOString(),
        to: dayjs(day).add(1, 'day').toISOString(),
      }}
      itemPath={(id) => `/shifts/${id}`}
      permission="staff:manage"
      where={() => branchId}
      filters={
        <>
          <BranchFilter value={branchId} onChange={onBranch} />
          <DatePicker
            aria-label={t('organisation.shifts.day')}
            allowClear={false}
            value={dayjs(day)}
            onChange={(value) => value && onDay(value.format('YYYY-MM-DD'))}
          />
        </>
      }
      words={{
        title: t('organisation.shifts.title'),
        add: t('organisation.shifts.add'),
        edit: t('organisation.shifts.edit'),
        empty: t('organisation.shifts.empty'),
        emptyHelp: t('organisation.shifts.empty_help'),
      }}
      columns={columns}
      values={(row) =>
        row
          ? {
              staff_id: row.staff_id,
              counter_id: row.counter_id ?? undefined,
              times: [dayjs(row.starts_at), dayjs(row.ends_at)],
            }
          : { times: [dayjs(`${day}T08:30`), dayjs(`${day}T17:30`)] }
      }
      body={({ staff_id, counter_id, times }, row) => ({
        staff_id,
        counter_id: counter_id ?? null,
        // A shift of last night is still one of last night when it is changed.
        ...instants(row ? localDay(new Date(row.starts_at)) : day, times),
        ...(row ? { version: row.version } : { branch_id: branchId }),
      })}
      aliases={ALIASES}
      fields={() => (
        <>
          <Form.Item name="staff_id" label={t('organisation.staff.name')} rules={[{ required: true }]}>
            <Select showSearch={{ optionFilterProp: 'label' }} options={choices.staff} />
          </Form.Item>
          <Form.Item name="counter_id" label={t('organisation.shifts.counter')}>
            <Select allowClear options={choices.counters} />
          </Form.Item>
          <Form.Item name="times" label={t('organisation.shifts.times')} rules={[{ required: true }]}>
            <TimeRange />
          </Form.Item>
        </>
      )}
      rowActions={(row) => <RemoveButton shift={row} />}
    />
  );
}

/** Who works when at a branch. */
export default function ShiftsPage() {
  const { t } = useTranslation();
  const [branchId, setBranchId] = useBranchChoice();
  const [day, setDay] = useState(localDay());
  if (!branchId) {
    return (
      <Page title={t('organisation.shifts.title')}>
        <EmptyNotice title={t('organisation.no_branch')} help={t('organisation.no_branch_help')} />
      </Page>
    );
  }
  return (
    <ShiftDay key={`${branchId}${day}`} branchId={branchId} day={day} onBranch={setBranchId} onDay={setDay} />
  );
}
