import { expect, it } from 'vitest';
import { searchKind, searchQuery } from './search-kind';

it.each([
  ['138 1234 5621', 'phone'],
  ['32050119900307001x', 'document'],
  ['6222 0212 3456 7890 123', 'card'],
  ['E12345678', 'document'],
  ['张晓明', 'name'],
  ['13812', 'name'],
])('%s is a %s', (words, kind) => {
  expect(searchKind(words)).toBe(kind);
});

it('sends numbers without separators and names as typed', () => {
  expect(searchQuery('138-1234-5621')).toEqual({ phone: '13812345621' });
  expect(searchQuery(' 欧阳 ')).toEqual({ name: '欧阳' });
});
