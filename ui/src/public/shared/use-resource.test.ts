import { describe, expect, it } from 'vitest';
import { newKey } from '@/public/shared/api';
import { retryDelay } from '@/public/shared/use-resource';

describe('retryDelay', () => {
  it('grows to a limit and is spread', () => {
    expect([1, 2, 3, 4, 9].map((failures) => retryDelay(failures, 0.5))).toEqual([
      1500, 3000, 6000, 10_000, 10_000,
    ]);
    expect(retryDelay(9, 0)).toBe(7_500);
    expect(retryDelay(9, 1)).toBe(12_500);
  });
});

describe('newKey', () => {
  it('is a fresh UUID', () => {
    expect(newKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newKey()).not.toBe(newKey());
  });
});
