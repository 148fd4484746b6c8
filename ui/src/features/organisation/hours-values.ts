import dayjs, { type Dayjs } from 'dayjs';
import type { Hours, Interval } from '@/api/types';

/** A stretch as the time pickers hold it. */
export type Stretch = [Dayjs, Dayjs];

/** The kinds of days, in the order of the form. */
export const DAY_KINDS = ['workday', 'weekend', 'holiday', 'make_up_workday'] as const;

/** What the form holds. */
export interface HoursValues {
  workday: Stretch[];
  weekend: Stretch[];
  holiday: Stretch[];
  make_up_workday: Stretch[];
  /** Whether make-up workdays have the hours of workdays. */
  as_workday: boolean;
  exceptions: { date: Dayjs; intervals: Stretch[]; reason?: string }[];
}

const DAY = '2000-01-01';

/** "24:00" is the end of a day, which a time picker cannot show; one minute less stands for it. */
const LAST_MINUTE = '23:59';

function parse(time: string): Dayjs {
  return dayjs(`${DAY}T${time.startsWith('24') ? LAST_MINUTE : time.slice(0, 5)}`);
}

function until(time: Dayjs): string {
  const text = time.format('HH:mm');
  return text === LAST_MINUTE ? '24:00' : text;
}

const stretches = (intervals: Interval[]): Stretch[] =>
  intervals.map(({ from, to }) => [parse(from), parse(to)]);
const intervals = (rows: (Stretch | undefined)[] = []): Interval[] =>
  rows
    .filter((row): row is Stretch => Boolean(row?.[0] && row[1]))
    .map(([from, to]) => ({ from: from.format('HH:mm'), to: until(to) }));

/** What can be wrong with one stretch of a day: no length, over midnight, or begun before the one before it ends. */
export type StretchFault = 'empty' | 'over_midnight' | 'overlap';

/** Finds what is wrong with a stretch of a day, as the server would; null when nothing is, or it is not chosen yet. */
export function stretchFault(rows: (Stretch | undefined)[], index: number): StretchFault | null {
  const [stretch] = intervals([rows[index]]);
  if (!stretch) return null;
  if (stretch.from === stretch.to) return 'empty';
  if (stretch.from > stretch.to) return 'over_midnight';
  const [before] = intervals([rows[index - 1]]);
  return before && stretch.from < before.to ? 'overlap' : null;
}

/** From the server's hours to the form. */
export function toValues(hours: Hours): HoursValues {
  return {
    workday: stretches(hours.workday),
    weekend: stretches(hours.weekend),
    holiday: stretches(hours.holiday),
    make_up_workday: stretches(hours.make_up_workday ?? []),
    as_workday: hours.make_up_workday === null,
    exceptions: hours.exceptions.map((item) => ({
      date: dayjs(item.date),
      intervals: stretches(item.hours),
      reason: item.reason,
    })),
  };
}

/** From the form to the server's hours. */
export function toHours(values: HoursValues): Hours {
  return {
    workday: intervals(values.workday),
    weekend: intervals(values.weekend),
    holiday: intervals(values.holiday),
    make_up_workday: values.as_workday ? null : intervals(values.make_up_workday),
    exceptions: (values.exceptions ?? [])
      .filter((item) => item?.date)
      .map((item) => ({
        date: item.date.format('YYYY-MM-DD'),
        hours: intervals(item.intervals),
        reason: item.reason?.trim() ?? '',
      })),
  };
}
