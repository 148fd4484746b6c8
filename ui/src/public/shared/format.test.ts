import { describe, expect, it } from 'vitest';
import { ageText, dateText, minutes, timeText, waitText } from '@/public/shared/format';

const range = (low: number, high: number) => ({ low_s: low * 60, high_s: high * 60 });

describe('waitText', () => {
  it('rounds outwards, so that the truth lies inside', () => {
    expect(waitText({ low_s: 359, high_s: 721 }, 'zh-CN')).toBe('约 5–13 分钟');
    expect(waitText({ low_s: 359, high_s: 721 }, 'en')).toBe('5–13 minutes');
  });

  it('says short and equal ranges plainly', () => {
    expect(waitText({ low_s: 0, high_s: 40 }, 'zh-CN')).toBe('不到 1 分钟');
    expect(waitText({ low_s: 0, high_s: 240 }, 'zh-CN')).toBe('4 分钟以内');
    expect(waitText({ low_s: 0, high_s: 240 }, 'en')).toBe('Up to 4 minutes');
    expect(waitText(range(5, 5), 'zh-CN')).toBe('约 5 分钟');
    expect(waitText(range(5, 5), 'en')).toBe('About 5 minutes');
  });

  it('uses hours only for long waits', () => {
    expect(waitText(range(40, 67), 'zh-CN')).toBe('约 40–67 分钟');
    expect(waitText(range(70, 125), 'zh-CN')).toBe('约 1–2.5 小时');
    expect(waitText(range(113, 158), 'en')).toBe('1.5–3 hours');
    expect(waitText(range(20, 100), 'zh-CN')).toBe('2 小时以内');
    expect(waitText(range(20, 100), 'en')).toBe('Up to 2 hours');
  });

  it('does not guess', () => {
    expect(waitText(null, 'zh-CN')).toBe('暂无预计');
    expect(waitText(null, 'en')).toBe('No estimate yet');
  });
});

describe('other times', () => {
  it('counts minutes and hours', () => {
    expect(minutes(1, 'en')).toBe('1 minute');
    expect(minutes(61, 'zh-CN')).toBe('1 小时 1 分');
  });

  it('says an age', () => {
    expect(ageText(12_400, 'zh-CN')).toBe(' 12 秒前');
    expect(ageText(185_000, 'en')).toBe('3 minutes ago');
    expect(ageText(9_000, 'zh-CN')).toBe('刚才');
    expect(ageText(-5_000, 'en')).toBe('just now');
  });

  it('names the day only when it is another one', () => {
    const now = new Date(2026, 10, 22, 9, 5);
    expect(timeText(new Date(2026, 10, 22, 14, 3), now, 'zh-CN')).toBe('14:03');
    expect(timeText(new Date(2026, 10, 23, 14, 3), now, 'zh-CN')).toBe('11月23日 14:03');
    expect(dateText(now, 'zh-CN')).toContain('星期日');
  });
});
