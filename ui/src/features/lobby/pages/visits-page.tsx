import { DatePicker, Input, Select, type TableColumnsType } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Visit, VisitState } from '@/api/types';
import { Page } from '@/shared/components/page';
import { PagedTable } from '@/shared/components/paged-table';
import { localDay } from '@/shared/format';
import { useBranch, useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { usePages } from '@/shared/use-pages';
import { VisitStateTag } from '@/shared/visit/visit-state';
import { VisitMarks } from '../components/visit-marks';

const STATES: VisitState[] = [
  'waiting',
  'called',
  'serving',
  'parked',
  'finished',
  'left',
  'no_show',
  'diverted',
];

function useColumns(): TableColumnsType<Visit> {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      title: t('lobby.column.number'),
      width: 80,
      dataIndex: 'number',
      render: (number: string, visit) => <Link to={`/visits/${visit.id}`}>{number}</Link>,
    },
    {
      title: t('lobby.column.service'),
      key: 'service',
      width: 190,
      render: (_, visit) => format.name(visit.service),
    },
    {
      title: t('lobby.column.state'),
      key: 'state',
      width: 90,
      render: (_, visit) => <VisitStateTag state={visit.state} />,
    },
    {
      title: t('lobby.column.marks'),
      key: 'marks',
      width: 200,
      render: (_, visit) => <VisitMarks visit={visit} />,
    },
    { title: t('lobby.column.customer'), key: 'customer', render: (_, visit) => visit.customer?.name ?? '—' },
    {
      title: t('lobby.column.served_by'),
      key: 'by',
      width: 160,
      className: 'sw-nowrap',
      render: (_, visit) =>
        [
          visit.counter && t('lobby.counter_number', { number: visit.counter.number }),
          format.name(visit.staff),
        ]
          .filter(Boolean)
          .join(' · ') || '—',
    },
    { title: t('lobby.column.arrived'), dataIndex: 'arrived_at', align: 'end', render: format.time },
    { title: t('lobby.column.wait'), dataIndex: 'wait_s', align: 'end', render: format.duration },
    { title: t('lobby.column.service_time'), dataIndex: 'service_s', align: 'end', render: format.duration },
  ];
}

/** The filters live in the address, so that a list can be sent to a colleague. */
function useFilters() {
  const [parameters, setParameters] = useSearchParams();
  const set = (name: string, value: string | null | undefined) =>
    setParameters(
      (previous) => {
        if (value) previous.set(name, value);
        else previous.delete(name);
        return previous;
      },
      { replace: true },
    );
  return {
    day: parameters.get('day') ?? localDay(),
    state: parameters.get('state'),
    number: parameters.get('number') ?? '',
    set,
  };
}

function Filters({ filters }: { filters: ReturnType<typeof useFilters> }) {
  const { t } = useTranslation();
  return (
    <div className="sw-filters">
      <DatePicker
        aria-label={t('lobby.visits.day')}
        allowClear={false}
        value={dayjs(filters.day)}
        onChange={(day) => filters.set('day', day?.format('YYYY-MM-DD'))}
      />
      <Select
        aria-label={t('lobby.column.state')}
        allowClear
        placeholder={t('lobby.visits.any_state')}
        value={filters.state}
        onChange={(state) => filters.set('state', state)}
        options={STATES.map((state) => ({ value: state, label: t(`lobby.state.${state}`) }))}
        popupMatchSelectWidth={false}
        className="sw-filter"
      />
      <Input.Search
        aria-label={t('lobby.column.number')}
        allowClear
        placeholder={t('lobby.visits.number_hint')}
        defaultValue={filters.number}
        onSearch={(number) => filters.set('number', number.trim().toUpperCase())}
        className="sw-filter"
      />
    </div>
  );
}

/** The visits of a day at my branch. */
export default function VisitsPage() {
  const { t } = useTranslation();
  const branch = useBranch();
  const can = useCan();
  const filters = useFilters();
  const columns = useColumns();
  const { day, state, number } = filters;
  const visits = usePages<Visit>(['visits'], '/visits', { branch_id: branch?.id, day, state, number });
  return (
    <Page
      title={t('lobby.visits.title')}
      actions={
        can('appointment:read') ? <Link to="/appointments">{t('lobby.appointments.link')}</Link> : null
      }
    >
      <Filters filters={filters} />
      <PagedTable
        query={visits}
        columns={columns}
        width={980}
        empty={{ title: t('lobby.visits.empty'), help: t('lobby.visits.empty_help') }}
      />
    </Page>
  );
}
