import { expect, it } from 'vitest';
import { yearGrid } from './year-grid';

it('lays out a year with its holidays, Monday first', () => {
  const months = yearGrid(2026, [
    { date: '2026-01-01', kind: 'holiday', name: '元旦', source: '' },
    { date: '2026-01-04', kind: 'make_up_workday', name: '元旦', source: '' },
  ]);
  expect(months.map((month) => month.days.length)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
  // 1 January 2026 was a Thursday.
  expect(months[0]?.lead).toBe(3);
  expect(months[0]?.days.slice(0, 5).map((day) => day.kind)).toEqual([
    'holiday',
    'workday',
    'weekend',
    'make_up_workday',
    'workday',
  ]);
});

it('lets an ordinary entry follow its weekday', () => {
  const [january] = yearGrid(2026, [{ date: '2026-01-03', kind: 'ordinary', name: '普通日', source: '' }]);
  expect(january?.days[2]).toMatchObject({ kind: 'weekend', name: null });
});
