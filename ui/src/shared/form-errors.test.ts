import { expect, it } from 'vitest';
import { fieldPath } from './form-errors';

it('turns a JSON pointer into the path of a field', () => {
  expect(fieldPath('/documents/0/number')).toEqual(['documents', 0, 'number']);
  expect(fieldPath('/a~1b/c~0d')).toEqual(['a/b', 'c~d']);
});
