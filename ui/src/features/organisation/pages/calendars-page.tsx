import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Calendar } from '@/api/types';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { EVERYWHERE, useCan } from '@/shared/session';
import { calendarQuery } from '../api/organisation';
import { DayModal } from '../components/day-modal';
import { YearGrid } from '../components/year-grid';
import type { DayCell } from '../year-grid';

/** The jurisdiction of the first market; others come with their data pack. */
const JURISDICTION = 'cn';

function YearView({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation();
  const can = useCan();
  const [chosen, setChosen] = useState<DayCell | null>(null);
  const count = (kind: string) => calendar.days.filter((day) => day.kind === kind).length;
  return (
    <div className="sw-stack">
      {calendar.known ? (
        <p className="sw-muted">
          {t('organisation.calendar.summary', { off: count('holiday'), made: count('make_up_workday') })}
        </p>
      ) : (
        <Alert
          type="warning"
          showIcon
          title={t('organisation.calendar.missing', { year: calendar.year })}
          description={t('organisation.calendar.missing_help')}
        />
      )}
      <ul className="sw-chips sw-legend" aria-label={t('organisation.calendar.legend')}>
        {(['holiday', 'make_up_workday', 'weekend'] as const).map((kind) => (
          <li key={kind}>
            <span className={`sw-day sw-day-${kind}`} aria-hidden="true">
              {t(`organisation.calendar.mark.${kind}`)}
            </span>
            {t(`organisation.day_kind.${kind}`)}
          </li>
        ))}
      </ul>
      <YearGrid calendar={calendar} onChoose={can('calendar:manage', EVERYWHERE) ? setChosen : undefined} />
      {chosen ? <DayModal calendar={calendar} cell={chosen} onClose={() => setChosen(null)} /> : null}
    </div>
  );
}

/** The working calendar of a year: holidays and the weekends worked to make up for them. */
export default function CalendarsPage() {
  const { t } = useTranslation();
  const [year, setYear] = useState(new Date().getFullYear());
  const calendar = useQuery(calendarQuery(JURISDICTION, year));
  return (
    <Page
      title={t('organisation.calendar.title', { year })}
      subtitle={t('organisation.calendar.help')}
      actions={
        <>
          <Button
            icon={<LeftOutlined aria-hidden="true" />}
            aria-label={t('organisation.calendar.previous')}
            onClick={() => setYear(year - 1)}
          />
          <strong className="sw-number">{year}</strong>
          <Button
            icon={<RightOutlined aria-hidden="true" />}
            aria-label={t('organisation.calendar.next')}
            onClick={() => setYear(year + 1)}
          />
        </>
      }
    >
      <QueryView query={calendar} rows={14}>
        {(data) => <YearView key={data.year} calendar={data} />}
      </QueryView>
    </Page>
  );
}
