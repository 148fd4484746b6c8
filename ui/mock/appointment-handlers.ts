import { HttpResponse, http } from 'msw';
import type { AppointmentRecord, Booking, BookingDays } from '../src/api/types.ts';
import { services, uuid } from './fixtures.ts';

const API = '*/api/v1';
const HALF_HOUR = 30 * 60_000;

const reasons = [{ code: 'customer_asked', name: '客户要求', name_en: 'The customer asked for it' }];

/** An appointment that begins so many minutes from now. */
function appointment(
  number: number,
  minutes: number,
  change: Partial<AppointmentRecord> = {},
): AppointmentRecord {
  const starts = Date.now() + minutes * 60_000;
  const at = (millis: number) => new Date(millis).toISOString();
  const service = services[0] as (typeof services)[number];
  return {
    id: uuid(12, number),
    code: String(12_345_670 + number),
    state: 'booked',
    service: { id: service.id, code: service.code, name: service.name, name_en: service.name_en },
    starts_at: at(starts),
    ends_at: at(starts + HALF_HOUR),
    name: '钱*',
    phone: `139****000${number}`,
    email: null,
    letter: null,
    customer_id: null,
    booked_by: 'customer',
    booked_at: at(starts - 48 * 2 * HALF_HOUR),
    moves: 0,
    check_in_from: at(starts - HALF_HOUR),
    arrival: null,
    cancelled_by: null,
    reason: null,
    visit_id: null,
    number: null,
    visit_state: null,
    ...change,
  };
}

/** The appointments of a day at every branch. */
export function appointmentHandlers() {
  const items = [
    appointment(1, -60, {
      state: 'served',
      arrival: 'on_time',
      visit_id: uuid(9, 21),
      number: 'A021',
      visit_state: 'finished',
    }),
    appointment(2, 10),
    appointment(3, 120, {
      email: 'q***@customer.example',
      letter: { kind: 'reminder', state: 'given_up', since: new Date().toISOString(), note: '550' },
    }),
  ];
  const find = (id: unknown) => items.find((one) => one.id === id) as AppointmentRecord;
  const slot = new Date(Date.now() + 48 * HALF_HOUR);
  const booking: Pick<Booking, 'services' | 'mail'> = {
    mail: true,
    services: services.map((one) => ({
      ...one,
      description: '',
      description_en: '',
      papers: [],
      typical_minutes: 10,
    })),
  };
  const days: Pick<BookingDays, 'days'> = {
    days: [
      {
        date: slot.toISOString().slice(0, 10),
        reason: null,
        reason_en: null,
        slots: [{ starts_at: slot.toISOString(), ends_at: slot.toISOString(), time: '14:00', left: 1 }],
      },
    ],
  };
  return [
    http.get(`${API}/branches/:id/appointments`, () => HttpResponse.json({ items, next: null, reasons })),
    http.get(`${API}/public/branches/:id/booking`, () => HttpResponse.json(booking)),
    http.get(`${API}/public/branches/:id/booking/days`, () => HttpResponse.json(days)),
    http.post(`${API}/appointments/:id/cancel`, ({ params }) => {
      const cancelled = { state: 'cancelled', cancelled_by: 'staff', reason: reasons[0] ?? null } as const;
      return HttpResponse.json(Object.assign(find(params.id), cancelled));
    }),
    http.post(`${API}/appointments/:id/check-in`, ({ params }) => {
      Object.assign(find(params.id), { state: 'checked_in', arrival: 'early', number: 'A022' });
      return HttpResponse.json({ number: 'A022' }, { status: 201 });
    }),
  ];
}
