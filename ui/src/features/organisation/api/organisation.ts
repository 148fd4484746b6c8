import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type {
  Branch,
  Calendar,
  CalendarDay,
  Counter,
  Grant,
  OpeningHours,
  Page,
  Role,
  Service,
  Skill,
  Staff,
} from '@/api/types';

const whole = { limit: 100 };

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
  queryFn: ({ signal }) => api.get<Page<Skill>>('/skills', whole, signal),
});
export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: async ({ signal }) => {
    const answer = await api.get<Page<Role> | Role[]>('/roles', undefined, signal);
    return Array.isArray(answer) ? answer : answer.items;
  },
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

/** The roles a person holds, and where. */
export const grantsQuery = (staffId: string) =>
  queryOptions({
    queryKey: ['staff', staffId, 'grants'],
    queryFn: async ({ signal }) => {
      const answer = await api.get<Page<Grant> | Grant[]>(`/staff/${staffId}/grants`, undefined, signal);
      return Array.isArray(answer) ? answer : answer.items;
    },
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

export const addGrant = (staffId: string, body: { role: string; branch_id: string | null }) =>
  api.post<Grant>(`/staff/${staffId}/grants`, body);
export const removeGrant = (staffId: string, grantId: string) =>
  api.delete<void>(`/staff/${staffId}/grants/${grantId}`);
export const saveHours = (branchId: string, hours: OpeningHours) =>
  api.put<OpeningHours>(`/branches/${branchId}/opening-hours`, hours);
export const saveCalendar = (jurisdiction: string, year: number, days: CalendarDay[]) =>
  api.put<Calendar>(`/calendars/${jurisdiction}/${year}`, { days });
