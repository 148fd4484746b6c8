import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import en from '@/locales/en';
import zhCN from '@/locales/zh-cn';
import { actionsOf } from './actions';

const ROOT = resolve(import.meta.dirname, '../../../..');

/** The actions that the server writes into the record, as its sources name them. */
function recorded(): string[] {
  const sources = ['features', 'platform', 'apps'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(^|\/)src\/.*\.rs$/.test(file))
      .map((file) => readFileSync(join(ROOT, folder, file), 'utf8')),
  );
  const named = sources.flatMap((text) => [...text.matchAll(/Entry::new\(\s*"([a-z_.]+)"/g)]);
  return [...new Set(named.map(([, action]) => action ?? ''))];
}

it('reads an action back from the place of its words', () => {
  const actions = actionsOf({ follow_up: { closed: 'closed' }, visit: { no_show: 'missed' } });
  expect(actions).toEqual([
    { value: 'follow_up.closed', label: 'closed' },
    { value: 'visit.no_show', label: 'missed' },
  ]);
});

it.each([
  ['Chinese', zhCN],
  ['English', en],
])('has %s words for every action that is recorded', (_, words) => {
  const known = new Set(actionsOf(words.audit.action).map(({ value }) => value));
  const actions = recorded();
  expect(actions.length).toBeGreaterThan(30);
  expect(actions.filter((action) => !known.has(action))).toEqual([]);
});
