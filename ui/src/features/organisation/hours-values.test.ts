import dayjs from 'dayjs';
import { expect, it } from 'vitest';
import { type Stretch, stretchFault } from './hours-values';

const stretch = (from: string, to: string): Stretch => [
  dayjs(`2000-01-01T${from}`),
  dayjs(`2000-01-01T${to}`),
];

it('finds what the server would refuse, at the row where it stands', () => {
  const morning = stretch('09:00', '12:00');
  expect(stretchFault([morning, stretch('13:00', '17:00')], 1)).toBeNull();
  expect(stretchFault([morning, stretch('12:00', '23:59')], 1)).toBeNull();
  expect(stretchFault([morning, stretch('11:30', '17:00')], 1)).toBe('overlap');
  expect(stretchFault([morning, stretch('11:30', '17:00')], 0)).toBeNull();
  expect(stretchFault([stretch('18:00', '17:00')], 0)).toBe('over_midnight');
  expect(stretchFault([stretch('18:00', '18:00')], 0)).toBe('empty');
  expect(stretchFault([undefined], 0)).toBeNull();
});
