import { describe, expect, it } from 'vitest';
import { callText, spell } from '@/public/hall/speech-text';

describe('spell', () => {
  it('says every figure, zeros too', () => {
    expect(spell('A012', 'zh-CN')).toBe('A 零 一 二');
    expect(spell('b105', 'en')).toBe('B, one, zero, five');
  });

  it('leaves out signs that cannot be said', () => {
    expect(spell('VIP-07', 'zh-CN')).toBe('V I P 零 七');
  });
});

describe('callText', () => {
  it('follows the form of the bank', () => {
    expect(callText('A012', '3', 'zh-CN')).toBe('请 A 零 一 二 号 到 3 号柜台');
    expect(callText('A012', 12, 'en')).toBe('Ticket A, zero, one, two. Please go to counter 12.');
  });
});
