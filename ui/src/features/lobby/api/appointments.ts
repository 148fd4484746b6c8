import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type {
  AppointmentRecord,
  BookAppointment,
  Booking,
  BookingDays,
  Named,
  Page,
  Ticket,
} from '@/api/types';

/** Where the appointments of a branch are listed. */
export const appointmentsPath = (branchId: string) => `/branches/${branchId}/appointments`;

/** Why appointments are moved or cancelled, as the rules of a branch say. */
export const reasonsQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['appointments', branchId, 'reasons'],
    staleTime: 10 * 60_000,
    queryFn: async ({ signal }) => {
      const page = await api.get<Page<AppointmentRecord> & { reasons: Named[] }>(
        appointmentsPath(branchId),
        { limit: 1 },
        signal,
      );
      return page.reasons;
    },
  });

/** What can be booked at a branch. */
export const bookingQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['booking', branchId],
    queryFn: ({ signal }) => api.get<Booking>(`/public/branches/${branchId}/booking`, undefined, signal),
  });

/** The days of a service, with what is left. */
export const bookingDaysQuery = (branchId: string, serviceId: string) =>
  queryOptions({
    queryKey: ['booking', branchId, serviceId],
    queryFn: ({ signal }) =>
      api.get<BookingDays>(`/public/branches/${branchId}/booking/days`, { service_id: serviceId }, signal),
  });

export const bookAppointment = (branchId: string, body: BookAppointment) =>
  api.post<AppointmentRecord>(appointmentsPath(branchId), body);
export const moveAppointment = (id: string, body: { starts_at: string; reason: string }) =>
  api.post<AppointmentRecord>(`/appointments/${id}/move`, body);
export const cancelAppointment = (id: string, body: { reason: string }) =>
  api.post<AppointmentRecord>(`/appointments/${id}/cancel`, body);
export const checkInAppointment = (id: string) => api.post<Ticket>(`/appointments/${id}/check-in`);
