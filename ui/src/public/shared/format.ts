/** Durations, waits and times in words. */
import type { Language } from '@/public/shared/language';
import type { WaitRange } from '@/public/shared/types';

/**
 * Says a wait as a range of minutes: the low end rounded down, the high end up, so that the truth lies inside.
 *
 * `null` means that nothing honest can be said.
 */
export function waitText(wait: WaitRange | null, language: Language): string {
  if (!wait) return language === 'en' ? 'No estimate yet' : '暂无预计';
  const low = Math.max(0, Math.floor(wait.low_s / 60));
  const high = Math.max(low, Math.ceil(wait.high_s / 60));
  if (high <= 1) return language === 'en' ? 'Under 1 minute' : '不到 1 分钟';
  if (low === 0) return language === 'en' ? `Up to ${minutes(high, 'en')}` : `${minutes(high, language)}以内`;
  if (low === high) return language === 'en' ? `About ${minutes(low, 'en')}` : `约 ${minutes(low, language)}`;
  if (high >= 100) return hoursText(low, high, language);
  return language === 'en' ? `${low}–${high} minutes` : `约 ${low}–${high} 分钟`;
}

/** A long wait as a range of half hours, rounded outwards; minutes would claim to know more than anybody does. */
function hoursText(low: number, high: number, language: Language): string {
  const from = Math.floor(low / 30) / 2;
  const to = Math.ceil(high / 30) / 2;
  if (from === 0) return language === 'en' ? `Up to ${to} hours` : `${to} 小时以内`;
  return language === 'en' ? `${from}–${to} hours` : `约 ${from}–${to} 小时`;
}

/** Whole minutes in words; from an hour on with hours. */
export function minutes(count: number, language: Language): string {
  const hours = Math.floor(count / 60);
  const rest = count % 60;
  if (language === 'en') {
    if (hours === 0) return `${rest} ${rest === 1 ? 'minute' : 'minutes'}`;
    return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
  }
  if (hours === 0) return `${rest} 分钟`;
  return rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分`;
}

const JUST_NOW_S = 10;

/** How long ago, in words: seconds below a minute, then minutes, then hours. */
export function ageText(elapsedMs: number, language: Language): string {
  const seconds = Math.max(0, Math.round(elapsedMs / 1000));
  if (seconds < JUST_NOW_S) return language === 'en' ? 'just now' : '刚才';
  if (seconds < 60) return language === 'en' ? `${seconds} seconds ago` : ` ${seconds} 秒前`;
  const text = minutes(Math.floor(seconds / 60), language);
  return language === 'en' ? `${text} ago` : ` ${text}前`;
}

/** The time of day, with the day when it is not today. */
export function timeText(at: Date, now: Date, language: Language): string {
  const time = `${pad(at.getHours())}:${pad(at.getMinutes())}`;
  if (at.toDateString() === now.toDateString()) return time;
  const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' }).format(at);
  return `${day} ${time}`;
}

/** The whole date with the weekday. */
export function dateText(at: Date, language: Language): string {
  const parts = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' } as const;
  return new Intl.DateTimeFormat(language, parts).format(at);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
