import { describe, expect, it } from 'vitest';
import {
  check,
  checkCard,
  checkMobile,
  checkResidentId,
  grouped,
  luhn,
  masked,
  tidy,
} from '@/public/shared/identity';

const TODAY = new Date(2026, 10, 22);

describe('resident identity numbers', () => {
  it.each(['11010519491231002X', '110101199003070011', '440524188001010014', '310115190001010001'])(
    'accepts %s',
    (value) => {
      expect(checkResidentId(value, TODAY)).toBe('fine');
    },
  );

  it('says what is wrong', () => {
    expect(checkResidentId('110105194912310021', TODAY)).toBe('checksum');
    expect(checkResidentId('11010519491331002X', TODAY)).toBe('date');
    expect(checkResidentId('11010519490229002X', TODAY)).toBe('date');
    expect(checkResidentId('11010520991231002X', TODAY)).toBe('date');
    expect(checkResidentId('1101051949123100', TODAY)).toBe('too_short');
    expect(checkResidentId('1101051949123100211', TODAY)).toBe('too_long');
    expect(checkResidentId('X10105194912310021', TODAY)).toBe('characters');
  });

  it('finds every single wrong figure', () => {
    const right = '11010519491231002X';
    const wrong = Array.from('0123456789').map((digit) => right.slice(0, 14) + digit + right.slice(15));
    const fine = wrong.filter((value) => checkResidentId(value, TODAY) === 'fine');
    expect(fine).toEqual([right]);
  });
});

describe('bank cards', () => {
  it('knows the Luhn sum but lets a doubtful card be confirmed', () => {
    expect(checkCard('6222021234567890128')).toBe('fine');
    expect(checkCard('6222021234567890129')).toBe('doubtful');
    expect(luhn('4111111111111111')).toBe(true);
    expect(luhn('4111111111111112')).toBe(false);
  });

  it('says what is wrong', () => {
    expect(checkCard('622202')).toBe('too_short');
    expect(checkCard('62220212345678901281')).toBe('too_long');
    expect(checkCard('6222X')).toBe('characters');
  });
});

describe('mobile numbers', () => {
  it.each(['13800138000', '+8613800138000', '8619912345678'])('accepts %s', (value) => {
    expect(checkMobile(value)).toBe('fine');
  });

  it('says what is wrong', () => {
    expect(checkMobile('12800138000')).toBe('checksum');
    expect(checkMobile('1380013800')).toBe('too_short');
    expect(checkMobile('138001380000')).toBe('too_long');
    expect(checkMobile('1380013800a')).toBe('characters');
  });
});

describe('typing and showing', () => {
  it('takes scanner and full-width input', () => {
    expect(tidy(' １１０１０５ 19491231-002ｘ\n')).toBe('11010519491231002X');
    expect(check('phone', '', TODAY)).toBe('empty');
  });

  it('groups as people read and hides the middle', () => {
    expect(grouped('resident_id', '11010519491231002X')).toBe('110105 19491231 002X');
    expect(grouped('bank_card', '62220212')).toBe('6222 0212');
    expect(grouped('phone', '13800138000')).toBe('138 0013 8000');
    expect(masked('13800138000')).toBe('138••••8000');
  });
});
