import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatDay,
  formatDuration,
  formatInstant,
  formatRange,
  formatShare,
  formatTime,
  secondsSince,
} from './format';

describe('durations', () => {
  it.each([
    [0, '0 秒', '0 s'],
    [45, '45 秒', '45 s'],
    [750, '12 分 30 秒', '12 min 30 s'],
    [720, '12 分', '12 min'],
    [3_900, '1 小时 5 分', '1 h 5 min'],
    [3_601, '1 小时', '1 h'],
    [90_000, '1 天 1 小时', '1 d 1 h'],
    [-5, '0 秒', '0 s'],
  ])('%i seconds', (seconds, chinese, english) => {
    expect(formatDuration(seconds, 'zh-CN')).toBe(chinese);
    expect(formatDuration(seconds, 'en')).toBe(english);
  });

  it('that are unknown read as a dash', () => {
    expect(formatDuration(null, 'zh-CN')).toBe('—');
    expect(formatRange(null, 'en')).toBe('—');
    expect(formatShare(null)).toBe('—');
  });

  it('tick as a clock', () => {
    expect(formatClock(245)).toBe('4:05');
    expect(formatClock(3_729)).toBe('1:02:09');
  });

  it('as a range are whole minutes, never zero at the top', () => {
    expect(formatRange({ low_s: 290, high_s: 701 }, 'zh-CN')).toBe('4–12 分钟');
    expect(formatRange({ low_s: 0, high_s: 10 }, 'en')).toBe('0–1 min');
    expect(formatRange({ low_s: 60, high_s: 60 }, 'en')).toBe('1 min');
  });
});

describe('instants', () => {
  const now = new Date('2026-11-20T10:00:00');

  it('of today show the time alone', () => {
    expect(formatTime('2026-11-20T09:05:00', 'zh-CN', now)).toBe('09:05');
  });

  it('after midnight begin with zero', () => {
    expect(formatTime('2026-11-20T00:05:00', 'zh-CN', now)).toBe('00:05');
    expect(formatTime('2026-11-20T00:05:00', 'en', now)).toBe('00:05');
    expect(formatInstant('2026-11-20T00:05:09', 'en')).toBe('Nov 20, 2026, 00:05:09');
  });

  it('of another day show the day, of another year the year', () => {
    expect(formatTime('2026-11-18T09:05:00', 'zh-CN', now)).toBe('11月18日 09:05');
    expect(formatTime('2026-11-18T09:05:00', 'en', now)).toBe('Nov 18 09:05');
    expect(formatDay('2024-03-11', 'zh-CN', now)).toBe('2024年3月11日');
  });

  it('that are no instants read as a dash', () => {
    expect(formatTime('', 'zh-CN', now)).toBe('—');
    expect(formatTime('soon', 'zh-CN', now)).toBe('—');
  });

  it('count up from the past and never below zero', () => {
    expect(secondsSince('2026-11-20T02:00:00Z', Date.parse('2026-11-20T02:01:05Z'))).toBe(65);
    expect(secondsSince('2026-11-20T02:00:00Z', Date.parse('2026-11-20T01:00:00Z'))).toBe(0);
  });
});
