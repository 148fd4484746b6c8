import { useTranslation } from 'react-i18next';
import type { OpeningHours } from '@/api/types';

/** What follows from the hours for today, so that a mistake is seen at once. */
export function TodayNote({ today }: Pick<OpeningHours, 'today'>) {
  const { t } = useTranslation();
  const hours = today.hours.map(({ from, to }) => `${from}–${to}`).join(t('shared.comma'));
  return (
    <p className="sw-muted">
      {today.hours.length > 0
        ? t('organisation.hours.today', { hours })
        : t('organisation.hours.today_closed')}
      {today.reason ? t('shared.in_brackets', { text: today.reason }) : null}
    </p>
  );
}
