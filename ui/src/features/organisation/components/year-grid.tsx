import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Calendar } from '@/api/types';
import { useFormat } from '@/shared/use-format';
import { type DayCell, type Month, yearGrid } from '../year-grid';

interface Props {
  calendar: Calendar;
  /** Absent for those who may only read. */
  onChoose?: (cell: DayCell) => void;
}

/** Any week that begins on a Monday gives the names of the weekdays. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

function useNames() {
  const { locale } = useFormat();
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'narrow', timeZone: 'UTC' });
  const month = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return {
    weekdays: Array.from({ length: 7 }, (_, index) => weekday.format(new Date(MONDAY + index * DAY_MS))),
    month: (year: number, index: number) => month.format(new Date(Date.UTC(year, index - 1, 1))),
  };
}

function Cell({ cell, onChoose }: { cell: DayCell; onChoose?: (cell: DayCell) => void }) {
  const { t } = useTranslation();
  const words = `${cell.date} ${t(`organisation.day_kind.${cell.kind}`)} ${cell.name ?? ''}`.trim();
  const marked = cell.kind === 'holiday' || cell.kind === 'make_up_workday';
  const content = (
    <>
      {cell.day}
      {marked ? <small aria-hidden="true">{t(`organisation.calendar.mark.${cell.kind}`)}</small> : null}
    </>
  );
  const className = `sw-day sw-day-${cell.kind}`;
  if (!onChoose) {
    return (
      <span className={className} title={words}>
        {content}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={className}
      title={words}
      aria-label={words}
      onClick={() => onChoose(cell)}
    >
      {content}
    </button>
  );
}

function MonthView({
  month,
  year,
  onChoose,
}: {
  month: Month;
  year: number;
  onChoose?: (cell: DayCell) => void;
}) {
  const names = useNames();
  return (
    <section className="sw-panel sw-month" aria-label={names.month(year, month.month)}>
      <Typography.Title level={2} className="sw-section">
        {names.month(year, month.month)}
      </Typography.Title>
      <div className="sw-month-days">
        {names.weekdays.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the seven weekdays never move, and two share a letter.
          <span key={index} className="sw-muted sw-weekday" aria-hidden="true">
            {name}
          </span>
        ))}
        {month.days.map((cell, index) => (
          <span key={cell.date} style={index === 0 ? { gridColumnStart: month.lead + 1 } : undefined}>
            <Cell cell={cell} onChoose={onChoose} />
          </span>
        ))}
      </div>
    </section>
  );
}

/** Twelve months at a glance; colour, frame and a letter tell the kinds apart. */
export function YearGrid({ calendar, onChoose }: Props) {
  return (
    <div className="sw-year">
      {yearGrid(calendar.year, calendar.days).map((month) => (
        <MonthView key={month.month} month={month} year={calendar.year} onChoose={onChoose} />
      ))}
    </div>
  );
}
