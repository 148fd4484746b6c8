import { PlusOutlined } from '@ant-design/icons';
import { App, Button, DatePicker, Space, type TableColumnsType } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { AppointmentRecord, AppointmentState } from '@/api/types';
import { Page } from '@/shared/components/page';
import { PagedTable } from '@/shared/components/paged-table';
import { localDay } from '@/shared/format';
import { useAct } from '@/shared/hooks/use-act';
import { useLive } from '@/shared/live';
import { useBranch, useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { usePages } from '@/shared/use-pages';
import { appointmentsPath, checkInAppointment } from '../api/appointments';
import { BookDrawer } from '../components/appointments/book-drawer';
import { ChangeDrawer, type ChangeKind } from '../components/appointments/change-drawer';
import { LetterNote } from '../components/appointments/letter-note';

const TONE: Record<AppointmentState, string> = {
  booked: 'sw-chip-blue',
  checked_in: 'sw-chip-jade',
  served: 'sw-chip-green',
  cancelled: '',
  no_show: 'sw-chip-amber',
  not_kept: 'sw-chip-amber',
};

interface Acts {
  manages: boolean;
  checkIn: (appointment: AppointmentRecord) => void;
  change: (appointment: AppointmentRecord, kind: ChangeKind) => void;
}

/** What can be done with an appointment: while the customer is to come everything, afterwards only what still helps. */
function RowActs({ appointment, acts }: { appointment: AppointmentRecord; acts: Acts }) {
  const { t } = useTranslation();
  const { state } = appointment;
  const arrives = state === 'booked' || state === 'no_show' || state === 'not_kept';
  const open = arrives && Date.now() >= Date.parse(appointment.check_in_from);
  if (!acts.manages || !arrives) return null;
  return (
    <Space size={4} wrap>
      <Button size="small" disabled={!open} onClick={() => acts.checkIn(appointment)}>
        {t('lobby.appointments.check_in')}
      </Button>
      {state === 'no_show' ? null : (
        <Button size="small" onClick={() => acts.change(appointment, 'move')}>
          {t('lobby.appointments.move')}
        </Button>
      )}
      {state === 'booked' ? (
        <Button size="small" onClick={() => acts.change(appointment, 'cancel')}>
          {t('lobby.appointments.cancel')}
        </Button>
      ) : null}
    </Space>
  );
}

function useColumns(acts: Acts): TableColumnsType<AppointmentRecord> {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { title: t('lobby.appointments.time'), dataIndex: 'starts_at', width: 90, render: format.time },
    {
      title: t('lobby.column.state'),
      key: 'state',
      width: 170,
      render: (_, { state, arrival, reason }) => (
        <>
          <span className={`sw-chip ${TONE[state]}`}>{t(`lobby.appointments.state.${state}`)}</span>{' '}
          <span className="sw-muted">
            {arrival ? t(`lobby.appointments.arrival.${arrival}`) : format.name(reason)}
          </span>
        </>
      ),
    },
    {
      title: t('lobby.column.service'),
      key: 'service',
      render: (_, { service }) => format.name(service),
    },
    {
      title: t('lobby.appointments.who'),
      key: 'who',
      className: 'sw-nowrap',
      render: (_, { name, phone, customer_id, email, letter }) => (
        <>
          {customer_id ? <Link to={`/customers/${customer_id}`}>{name}</Link> : name} {phone}
          {letter ? <LetterNote email={email} letter={letter} /> : null}
        </>
      ),
    },
    { title: t('lobby.appointments.code'), dataIndex: 'code', width: 100 },
    {
      title: t('lobby.column.number'),
      key: 'number',
      width: 80,
      render: (_, { number, visit_id }) =>
        visit_id ? <Link to={`/visits/${visit_id}`}>{number}</Link> : '—',
    },
    {
      title: t('lobby.appointments.acts'),
      key: 'acts',
      width: 210,
      render: (_, appointment) => <RowActs appointment={appointment} acts={acts} />,
    },
  ];
}

/** The appointments of a day at my branch; the day stands in the address. */
export default function AppointmentsPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const branch = useBranch();
  const can = useCan();
  const [parameters, setParameters] = useSearchParams();
  const [booking, setBooking] = useState(false);
  const [changing, setChanging] = useState<{ appointment: AppointmentRecord; kind: ChangeKind } | null>(null);
  const day = parameters.get('day') ?? localDay();
  const id = branch?.id ?? '';
  const list = usePages<AppointmentRecord>(
    ['appointments', id],
    appointmentsPath(id),
    { day, limit: 100 },
    id !== '',
  );
  useLive(id ? `board:${id}` : null, [['appointments']]);
  const checkIn = useAct((appointment: AppointmentRecord) => checkInAppointment(appointment.id), {
    refresh: [['appointments']],
    onDone: (ticket) => void message.success(t('lobby.appointments.checked_in', { number: ticket.number })),
  });
  const manages = can('appointment:manage');
  const columns = useColumns({
    manages,
    checkIn: checkIn.mutate,
    change: (appointment, kind) => setChanging({ appointment, kind }),
  });
  return (
    <Page
      title={t('lobby.appointments.title')}
      actions={
        manages ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setBooking(true)}>
            {t('lobby.appointments.book')}
          </Button>
        ) : null
      }
    >
      <div className="sw-filters">
        <DatePicker
          aria-label={t('lobby.visits.day')}
          allowClear={false}
          value={dayjs(day)}
          onChange={(next) =>
            setParameters({ day: next?.format('YYYY-MM-DD') ?? localDay() }, { replace: true })
          }
        />
      </div>
      <PagedTable
        query={list}
        columns={columns}
        width={1000}
        empty={{ title: t('lobby.appointments.empty'), help: t('lobby.appointments.empty_help') }}
      />
      {booking && branch ? <BookDrawer branchId={branch.id} onClose={() => setBooking(false)} /> : null}
      {changing && branch ? (
        <ChangeDrawer branchId={branch.id} {...changing} onClose={() => setChanging(null)} />
      ) : null}
    </Page>
  );
}
