import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay, formatDuration, formatInstant, formatRange, formatTime } from './format';
import type { AppLocale } from './i18n';

/** The format helpers in the language in force, and the choice between `name` and `name_en`. */
export function useFormat() {
  const { i18n } = useTranslation();
  const locale: AppLocale = i18n.language === 'en' ? 'en' : 'zh-CN';
  return useMemo(
    () => ({
      locale,
      duration: (seconds: number | null | undefined) => formatDuration(seconds, locale),
      range: (range: { low_s: number; high_s: number } | null) => formatRange(range, locale),
      time: (instant: string | null | undefined) => formatTime(instant, locale),
      instant: (instant: string | null | undefined) => formatInstant(instant, locale),
      day: (day: string | null | undefined) => formatDay(day, locale),
      name: (thing: { name: string | null; name_en?: string | null } | null | undefined) =>
        (locale === 'en' && thing?.name_en) || thing?.name || '',
      /** One of two texts; the Chinese one where there is no English. */
      either: (chinese: string, english: string | null | undefined) =>
        (locale === 'en' && english) || chinese,
      serviceName: (entry: { service_name: string | null; service_name_en?: string | null }) =>
        (locale === 'en' && entry.service_name_en) || entry.service_name || '',
      staffName: (entry: { staff_name: string | null; staff_name_en?: string | null }) =>
        (locale === 'en' && entry.staff_name_en) || entry.staff_name || '',
    }),
    [locale],
  );
}
