import { expect, it } from 'vitest';
import type { Session } from '@/api/types';
import { sessionOf } from '../../mock/fixtures.ts';
import { EVERYWHERE, mayIn, type Where } from './session';

const session: Session = {
  ...sessionOf('teller'),
  permissions: [
    { reach: 'all', branch_ids: [], codes: ['rule:read'] },
    { reach: 'branches', branch_ids: ['east', 'west'], codes: ['branch:manage'] },
    { reach: 'own', branch_ids: [], codes: ['rating:read'] },
  ],
};

const PLACES: [permission: string, where: Where | undefined, may: boolean][] = [
  ['rule:read', undefined, true],
  ['rule:read', 'north', true],
  ['rule:read', null, true],
  ['rule:read', EVERYWHERE, true],
  ['branch:manage', undefined, true],
  ['branch:manage', 'west', true],
  ['branch:manage', 'north', false],
  ['branch:manage', null, false],
  ['branch:manage', EVERYWHERE, false],
  ['rating:read', undefined, true],
  ['rating:read', 'west', false],
  ['audit:read', undefined, false],
];

it.each(PLACES)('%s at %s', (permission, where, may) => {
  expect(mayIn(session, permission, where)).toBe(may);
});
