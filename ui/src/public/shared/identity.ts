/** Quick checks of what a visitor types; the server checks again and has the last word. */
import type { IdentityKind } from '@/public/shared/types';

/** What a check finds. `doubtful` is worth a second look but may be right: some old cards fail the Luhn sum. */
export type Finding =
  | 'fine'
  | 'empty'
  | 'too_short'
  | 'too_long'
  | 'characters'
  | 'date'
  | 'checksum'
  | 'doubtful';

const RESIDENT_ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const RESIDENT_ID_CHECKS = '10X98765432';

/** Takes away spaces and dashes, turns full-width figures and letters narrow, and x into X. */
export function tidy(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\-–—·]/g, '')
    .toUpperCase();
}

/** Checks a tidied value of the given kind. `today` bounds the date of birth. */
export function check(kind: IdentityKind, value: string, today: Date): Finding {
  if (value === '') return 'empty';
  if (kind === 'resident_id') return checkResidentId(value, today);
  return kind === 'bank_card' ? checkCard(value) : checkMobile(value);
}

/** Checks a resident identity number: GB 11643, eighteen characters, ISO 7064 MOD 11-2. */
export function checkResidentId(value: string, today: Date): Finding {
  if (!/^\d*X?$/.test(value)) return 'characters';
  if (value.length < 18) return 'too_short';
  if (value.length > 18) return 'too_long';
  if (!plausibleBirth(value.slice(6, 14), today)) return 'date';
  const sum = RESIDENT_ID_WEIGHTS.reduce((total, weight, at) => total + weight * Number(value[at]), 0);
  return RESIDENT_ID_CHECKS[sum % 11] === value[17] ? 'fine' : 'checksum';
}

/** Checks a bank card number: 13 to 19 figures; a wrong Luhn sum is only doubtful. */
export function checkCard(value: string): Finding {
  if (!/^\d+$/.test(value)) return 'characters';
  if (value.length < 13) return 'too_short';
  if (value.length > 19) return 'too_long';
  return luhn(value) ? 'fine' : 'doubtful';
}

/** Checks a mainland mobile number, with or without +86. */
export function checkMobile(value: string): Finding {
  const local = value.replace(/^\+?86(?=1\d{10}$)/, '');
  if (!/^\d+$/.test(local)) return 'characters';
  if (local.length < 11) return 'too_short';
  if (local.length > 11) return 'too_long';
  return /^1[3-9]/.test(local) ? 'fine' : 'checksum';
}

/** Whether the figures pass the Luhn sum. */
export function luhn(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, at) => {
      const value = at % 2 === 1 ? Number(digit) * 2 : Number(digit);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/** Shows a number in the groups people read it in. */
export function grouped(kind: IdentityKind, value: string): string {
  const pattern = { resident_id: /^(.{0,6})(.{0,8})(.*)$/, phone: /^(.{0,3})(.{0,4})(.*)$/ };
  if (kind === 'bank_card') return value.replace(/(.{4})(?=.)/g, '$1 ');
  return (pattern[kind].exec(value)?.slice(1) ?? [value]).filter(Boolean).join(' ');
}

/** Hides the middle, for showing on a screen that others can see. */
export function masked(value: string): string {
  if (value.length <= 7) return value;
  return `${value.slice(0, 3)}${'•'.repeat(4)}${value.slice(-4)}`;
}

function plausibleBirth(text: string, today: Date): boolean {
  const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8)].map(Number);
  if (year === undefined || month === undefined || day === undefined || year < 1880) return false;
  const birth = new Date(year, month - 1, day);
  return birth.getMonth() === month - 1 && birth.getDate() === day && birth <= today;
}
