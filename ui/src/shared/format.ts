import type { AppLocale } from './i18n';

const UNITS = {
  'zh-CN': { day: ' 天', hour: ' 小时', minute: ' 分', second: ' 秒', minutes: ' 分钟' },
  en: { day: ' d', hour: ' h', minute: ' min', second: ' s', minutes: ' min' },
} as const;

/**
 * Writes a duration with its two largest units: "12 分 30 秒", "1 小时 5 分".
 *
 * Negative values and null read as a dash, because a clock that runs ahead must not show nonsense.
 */
export function formatDuration(seconds: number | null | undefined, locale: AppLocale): string {
  if (seconds === null || seconds === undefined || Number.isNaN(seconds)) return '—';
  const total = Math.max(0, Math.round(seconds));
  const unit = UNITS[locale];
  const parts: [number, string][] = [
    [Math.floor(total / 86_400), unit.day],
    [Math.floor(total / 3_600) % 24, unit.hour],
    [Math.floor(total / 60) % 60, unit.minute],
    [total % 60, unit.second],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  if (first < 0) return `0${unit.second}`;
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, name]) => `${value}${name}`)
    .join(' ');
}

/** Writes a duration as a clock that ticks: "4:05", "1:02:09". */
export function formatClock(seconds: number): string {
  const total = Math.max(0, Math.floor(seconds));
  const pad = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(total / 3_600);
  const minutes = Math.floor(total / 60) % 60;
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(total % 60)}` : `${minutes}:${pad(total % 60)}`;
}

/** Writes a range of waiting times in whole minutes: "5–12 分钟". */
export function formatRange(range: { low_s: number; high_s: number } | null, locale: AppLocale): string {
  if (!range) return '—';
  const low = Math.max(0, Math.floor(range.low_s / 60));
  const high = Math.max(1, Math.ceil(range.high_s / 60));
  return low === high ? `${high}${UNITS[locale].minutes}` : `${low}–${high}${UNITS[locale].minutes}`;
}

function sameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}

/** Writes an instant: the time alone today, with the day otherwise, with the year when it is another. */
export function formatTime(instant: string | null | undefined, locale: AppLocale, now = new Date()): string {
  if (!instant) return '—';
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return '—';
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(date);
  return sameDay(date, now) ? time : `${formatDay(instant, locale, now)} ${time}`;
}

/** Writes an instant with seconds, always with its day: for records and audit. */
export function formatInstant(instant: string | null | undefined, locale: AppLocale): string {
  if (!instant) return '—';
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return '—';
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    // 11/12 is another day to half of those who read English.
    month: locale === 'en' ? 'short' : '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    // Without it English writes five past midnight as 24:05.
    hourCycle: 'h23',
  }).format(date);
}

/** Writes the day of an instant or of a plain date: "11月20日", with the year when it is another. */
export function formatDay(day: string | null | undefined, locale: AppLocale, now = new Date()): string {
  if (!day) return '—';
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00:00` : day);
  if (Number.isNaN(date.getTime())) return '—';
  const year = date.getFullYear() === now.getFullYear() ? undefined : ('numeric' as const);
  return new Intl.DateTimeFormat(locale, {
    year,
    month: locale === 'en' ? 'short' : 'long',
    day: 'numeric',
  }).format(date);
}

/** Writes a share as whole percent; null reads as a dash. */
export function formatShare(share: number | null | undefined): string {
  return share === null || share === undefined ? '—' : `${Math.round(share * 100)}%`;
}

/** Seconds from an instant until now, never negative. */
export function secondsSince(instant: string | null | undefined, nowMs: number): number {
  if (!instant) return 0;
  return Math.max(0, Math.floor((nowMs - Date.parse(instant)) / 1000));
}

/** Today as the date of a business day in local time: "2026-11-20". */
export function localDay(date = new Date()): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
