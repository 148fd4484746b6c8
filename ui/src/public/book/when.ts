/** Days and times on the wall of a branch, which may be in another zone than the phone. */
import type { BookingDay, Slot } from '@/public/book/types';
import type { Language } from '@/public/shared/language';

/** A date such as `2026-11-24` as people say it, with its weekday. */
export function dayText(date: string, language: Language): string {
  const parts = { month: language === 'en' ? 'short' : 'long', day: 'numeric', weekday: 'short' } as const;
  return new Intl.DateTimeFormat(language, { ...parts, timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** Weekday and date by themselves, for buttons of two lines. */
export function dayParts(date: string, language: Language): [string, string] {
  const at = new Date(`${date}T00:00:00Z`);
  const written = (parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...parts, timeZone: 'UTC' }).format(at);
  return [written({ weekday: 'short' }), written({ month: 'short', day: 'numeric' })];
}

/** The time of day of an instant. */
export function clockText(at: string, zone: string): string {
  const parts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: zone }).format(new Date(at));
}

/** The date of an instant, `YYYY-MM-DD`. */
export function dateIn(at: string, zone: string): string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-CA', { ...parts, timeZone: zone }).format(new Date(at));
}

/** Day and time of an instant. */
export function whenText(at: string, zone: string, language: Language): string {
  return `${dayText(dateIn(at, zone), language)} ${clockText(at, zone)}`;
}

/** The time of day of an instant, with the day when it is not the one of another instant. */
export function clockBeside(at: string, other: string, zone: string, language: Language): string {
  return dateIn(at, zone) === dateIn(other, zone) ? clockText(at, zone) : whenText(at, zone, language);
}

/** The days on which anything is left, or a reason is told why not. */
export function shownDays(days: readonly BookingDay[]): BookingDay[] {
  return days.filter((day) => day.slots.length > 0 || day.reason !== null);
}

/** The slots before and after noon. */
export function halves(slots: readonly Slot[]): [Slot[], Slot[]] {
  const morning = (slot: Slot) => slot.time < '12:00';
  return [slots.filter(morning), slots.filter((slot) => !morning(slot))];
}

/** Eight digits as they are read out: two groups of four. */
export function spokenCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}
