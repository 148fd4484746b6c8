import { expect, it } from 'vitest';
import { shownBy } from '@/public/kiosk/screens/check-in-screen';

it('tells a code, a mobile number and a scanned address apart', () => {
  expect(shownBy('1234 5678')).toEqual({ by: 'code', value: '12345678' });
  expect(shownBy('+86 139-0000-0001')).toEqual({ by: 'phone', value: '13900000001' });
  const link = 'https://bank.example/book/abc_DEF-1?lang=en';
  expect(shownBy(` ${link} `)).toEqual({ by: 'link', value: link });
  for (const odd of ['', '1234567', '123456789', '23900000001', 'abc']) expect(shownBy(odd)).toBeNull();
});
