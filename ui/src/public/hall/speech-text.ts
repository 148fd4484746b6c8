/** What is said when a number is called. */
import type { Language } from '@/public/shared/language';

const ZH_DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const EN_DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Spells a ticket number sign by sign, so that nobody hears "twelve" and waits for 012. */
export function spell(number: string, language: Language): string {
  const digits = language === 'en' ? EN_DIGITS : ZH_DIGITS;
  return Array.from(number.toUpperCase())
    .filter((sign) => /[\p{L}\p{N}]/u.test(sign))
    .map((sign) => digits[Number(/\d/.test(sign) ? sign : Number.NaN)] ?? sign)
    .join(language === 'en' ? ', ' : ' ');
}

/** The sentence of a call. The counter is short and is read as a number. */
export function callText(number: string, counter: string | number, language: Language): string {
  if (language === 'en') return `Ticket ${spell(number, 'en')}. Please go to counter ${counter}.`;
  return `请 ${spell(number, 'zh-CN')} 号 到 ${counter} 号柜台`;
}
