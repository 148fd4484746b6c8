import type { CalendarDay } from '@/api/types';

/** What a day is in the end: published kind, or what follows from the weekday. */
export type DayKind = 'workday' | 'weekend' | 'holiday' | 'make_up_workday';

/** One cell of the year grid. */
export interface DayCell {
  date: string;
  day: number;
  kind: DayKind;
  /** Name of the holiday; null for days that follow the weekday. */
  name: string | null;
}

/** One month: empty cells before the first, Monday first. */
export interface Month {
  month: number;
  lead: number;
  days: DayCell[];
}

const pad = (value: number) => String(value).padStart(2, '0');

function cell(year: number, month: number, day: number, known: Map<string, CalendarDay>): DayCell {
  const date = `${year}-${pad(month)}-${pad(day)}`;
  const entry = known.get(date);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const plain: DayKind = weekday === 0 || weekday === 6 ? 'weekend' : 'workday';
  if (!entry || entry.kind === 'ordinary') return { date, day, kind: plain, name: null };
  return { date, day, kind: entry.kind, name: entry.name };
}

/** Lays a year out in twelve months. */
export function yearGrid(year: number, days: CalendarDay[]): Month[] {
  const known = new Map(days.map((day) => [day.date, day]));
  return Array.from({ length: 12 }, (_, index) => {
    const month = index + 1;
    const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const first = new Date(Date.UTC(year, index, 1)).getUTCDay();
    return {
      month,
      lead: (first + 6) % 7,
      days: Array.from({ length }, (_unused, day) => cell(year, month, day + 1, known)),
    };
  });
}
