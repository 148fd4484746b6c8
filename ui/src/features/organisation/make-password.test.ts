import { expect, it } from 'vitest';
import { makePassword } from './make-password';

it('makes up a password that can be read aloud, another one each time', () => {
  const password = makePassword();
  expect(password).toMatch(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
  expect(makePassword()).not.toBe(password);
});
