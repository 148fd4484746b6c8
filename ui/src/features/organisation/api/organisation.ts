import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type {
  Account,
  Branch,
  Calendar,
  CalendarDay,
  Counter,
  Grant,
  Hours,
  NewAccount,
  Offered,
  OpeningHours,
  Page,
  Role,
  Service,
  Skill,
  Staff,
} from '@/api/types';

const whole = { limit: 100 };

/** A list that always comes whole. */
type List<T> = Pick<Page<T>, 'items'>;

/** Lists that fit on one page, to choose from in forms. */
export const branchesQuery = queryOptions({
  queryKey: ['branches', 'choices'],
  queryFn: ({ signal }) => api.get<Page<Branch>>('/branches', whole, signal),
});
export const servicesQuery = queryOptions({
  queryKey: ['services', 'choices'],
  queryFn: ({ signal }) => api.get<Page<Service>>('/services', whole, signal),
});
export const skillsQuery = queryOptions({
  queryKey: ['skills', 'choices'],
  queryFn: ({ signal }) => api.get<List<Skill>>('/skills', undefined, signal),
});
export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: async ({ signal }) => (await api.get<List<Role>>('/roles', undefined, signal)).items,
});
export const countersQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['counters', branchId],
    queryFn: ({ signal }) => api.get<Page<Counter>>(`/branches/${branchId}/counters`, whole, signal),
  });
export const branchStaffQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['staff', 'choices', branchId],
    queryFn: ({ signal }) => api.get<Page<Staff>>('/staff', { ...whole, branch_id: branchId }, signal),
  });

/** The role of the machines at the entrance, which sign in like people. */
const DEVICE_ROLE = 'kiosk';

/** Tells a machine from a person: it is nothing but a machine. */
export const isDevice = ({ grants }: Staff): boolean =>
  grants.length > 0 && grants.every(({ role }) => role === DEVICE_ROLE);

/** The roles a person holds, and where. */
export const grantsQuery = (staffId: string) =>
  queryOptions({
    queryKey: ['staff', staffId, 'grants'],
    queryFn: async ({ signal }) =>
      (await api.get<List<Grant>>(`/staff/${staffId}/grants`, undefined, signal)).items,
  });

/** When a branch is open, by kind of day. */
export const hoursQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['opening-hours', branchId],
    queryFn: ({ signal }) => api.get<OpeningHours>(`/branches/${branchId}/opening-hours`, undefined, signal),
  });

/** The holidays and make-up workdays of a year. */
export const calendarQuery = (jurisdiction: string, year: number) =>
  queryOptions({
    queryKey: ['calendars', jurisdiction, year],
    queryFn: ({ signal }) => api.get<Calendar>(`/calendars/${jurisdiction}/${year}`, undefined, signal),
  });

const accountPath = (staffId: string, act = '') => `/staff/${staffId}/account${act}`;

/** Accounts of staff; the password is the first one and must be changed at the first sign-in. */
export const createAccount = (staffId: string, body: NewAccount) =>
  api.post<Account>(accountPath(staffId), body);
export const resetPassword = (staffId: string, password: string) =>
  api.post<Account>(accountPath(staffId, '/password'), { password });
export const unlockAccount = (staffId: string) => api.post<Account>(accountPath(staffId, '/unlock'));
export const resetTotp = (staffId: string) => api.post<Account>(accountPath(staffId, '/reset-totp'));
export const disableAccount = (staffId: string, disabled: boolean) =>
  api.post<Account>(accountPath(staffId, '/disable'), { disabled });

export const addGrant = (staffId: string, body: { role: string; branch_id: string | null }) =>
  api.post<Grant>(`/staff/${staffId}/grants`, body);
export const removeGrant = (staffId: string, grantId: string) =>
  api.delete<void>(`/staff/${staffId}/grants/${grantId}`);
export const saveHours = (branchId: string, body: { version: number; hours: Hours }) =>
  api.put<OpeningHours>(`/branches/${branchId}/opening-hours`, body);

const dayPath = (jurisdiction: string, date: string) =>
  `/calendars/${jurisdiction}/${date.slice(0, 4)}/days/${date}`;

/** Says what a day is; the published calendar stands behind it and comes back when this is withdrawn. */
export const setDay = (jurisdiction: string, { date, kind, name, source }: CalendarDay) =>
  api.put<CalendarDay>(dayPath(jurisdiction, date), { kind, name, source });
export const withdrawDay = (jurisdiction: string, date: string) =>
  api.delete<CalendarDay>(dayPath(jurisdiction, date));

/** The services that a branch offers. */
export const offeredQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['offered-services', branchId],
    queryFn: async ({ signal }) =>
      (await api.get<Offered>(`/branches/${branchId}/services`, undefined, signal)).service_ids,
  });
export const saveOffered = (branchId: string, serviceIds: string[]) =>
  api.put<Offered>(`/branches/${branchId}/services`, { service_ids: serviceIds });
