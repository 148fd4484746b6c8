import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { QrCode } from './qr-code';

it('draws what it is told, with the light ground around it that cameras need', () => {
  render(<QrCode text="https://bank.example/phone/t1?lang=en" label="The code" />);
  const code = screen.getByRole('img', { name: 'The code' });
  // 37 characters with correction M need version 3, 29 cells, and four cells of ground on each side.
  expect(code.getAttribute('viewBox')).toBe('-4 -4 37 37');
  expect(code.querySelector('path')?.getAttribute('d')).toMatch(/^[MLHVZ\d ]+$/);
});
