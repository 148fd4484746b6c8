/** What the server answers about booking beforehand. Field names are those on the wire. */
import type { Branch, Coded, Named } from '@/public/shared/types';

/** A service that can be booked. */
export interface BookableService extends Coded {
  id: string;
  description: string;
  description_en: string;
  papers: Named[];
  typical_minutes: number;
}

/** What can be booked at a branch. */
export interface Booking {
  branch: Branch;
  zone: string;
  now: string;
  services: BookableService[];
  days_ahead: number;
  cancel_until_min: number;
  check_in_opens_min: number;
  hold_min: number;
  per_person: number;
  /** Whether mail about the appointment can be wanted. */
  mail: boolean;
}

/** A stretch of time in which appointments begin. */
export interface Slot {
  starts_at: string;
  ends_at: string;
  /** On the wall of the branch, `HH:MM`. */
  time: string;
  left: number;
}

/** A day with its slots. */
export interface BookingDay {
  /** `YYYY-MM-DD` on the wall of the branch. */
  date: string;
  reason: string | null;
  reason_en: string | null;
  slots: Slot[];
}

/** The days that can be booked for a service, today first. */
export interface BookingDays {
  now: string;
  days: BookingDay[];
}

/** What became of an appointment. */
export type AppointmentState = 'booked' | 'checked_in' | 'served' | 'cancelled' | 'no_show' | 'not_kept';

/** An appointment as whoever booked it sees it. */
export interface Appointment {
  id: string;
  code: string;
  token: string;
  state: AppointmentState;
  branch: Branch;
  service: Coded & { id: string };
  papers: Named[];
  starts_at: string;
  ends_at: string;
  zone: string;
  name: string;
  phone: string;
  /** Masked; `null` when no mail is wanted. */
  email: string | null;
  changeable_until: string;
  check_in_from: string;
  held_until: string;
  number: string | null;
  moves: number;
  path: string;
  url: string;
  calendar_path: string;
  reminders_min: number[];
}
