/** How a number of the pack is shown: as it is, or seconds as minutes. */
export type Unit = 'number' | 'points' | 'seconds' | 'minutes';

/** A number of the pack of the hall that the form shows. */
export interface HallValue {
  /** Its name among the words of the form. */
  key: string;
  /** Where it stands, below the class for those of a class. */
  path: string;
  unit: Unit;
}

/** What every class has. */
export const CLASS_VALUES = [
  { key: 'base', path: 'base', unit: 'points' },
  { key: 'rate', path: 'rate_per_min', unit: 'points' },
  { key: 'hard_max', path: 'hard_max_s', unit: 'minutes' },
  { key: 'target', path: 'target_s', unit: 'minutes' },
  { key: 'warn', path: 'warn_s', unit: 'minutes' },
  { key: 'breach', path: 'breach_s', unit: 'minutes' },
] as const satisfies HallValue[];

/** What the hall has once. */
export const HALL_VALUES = [
  { key: 'recalls', path: '/calling/recalls_before_no_show', unit: 'number' },
  { key: 'recall_after', path: '/calling/recall_after_s', unit: 'seconds' },
  { key: 'care_warn', path: '/alerts/care_waiting/warn_s', unit: 'minutes' },
  { key: 'care_breach', path: '/alerts/care_waiting/breach_s', unit: 'minutes' },
  { key: 'extra_counter', path: '/alerts/extra_counter/waiting_over', unit: 'number' },
  { key: 'low_rating', path: '/rating/follow_up_at_or_below', unit: 'number' },
] as const satisfies HallValue[];

/** The list of classes, and the place of one number of one class. */
export const CLASSES = '/dispatch/classes';
export const classPath = (code: string, path: string) => `${CLASSES}/${code}/${path}`;

const SECONDS = 60;

/** The number that a person sees; null for what is no number. */
export function shownNumber(text: string | null, unit: Unit): number | null {
  const value = text === null || text === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) return null;
  return unit === 'minutes' ? value / SECONDS : value;
}

/** The text that stands in the pack. */
export function writtenNumber(value: number, unit: Unit): string {
  return unit === 'minutes' ? String(Math.round(value * SECONDS)) : String(value);
}
