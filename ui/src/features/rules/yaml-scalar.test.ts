import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { listCodes, readScalar, writeScalar } from './yaml-scalar';

const TEXT = `# Rules.
dispatch:
  default_class: ordinary
  classes:
    - code: care
      name: 关爱客户
      base: 60 # points
      # A remark.
      rate_per_min: 1.5
    - name: 普通
      code: ordinary
      base: 0

calling:
  recalls: 3
alerts:
  care_waiting: {warn_s: 480, breach_s: 900}
  list: [1, 2]
flat:
- code: a
  base: 7
`;

const VALUES: [path: string, value: string | null][] = [
  ['/dispatch/default_class', 'ordinary'],
  ['/dispatch/classes/care/base', '60'],
  ['/dispatch/classes/care/rate_per_min', '1.5'],
  ['/dispatch/classes/ordinary/name', '普通'],
  ['/dispatch/classes/ordinary/base', '0'],
  ['/dispatch/classes/ordinary/rate_per_min', null],
  ['/dispatch/classes/vip/base', null],
  ['/dispatch/classes', null],
  ['/calling/recalls', '3'],
  ['/alerts/care_waiting/warn_s', '480'],
  ['/alerts/care_waiting/breach_s', '900'],
  ['/alerts/care_waiting/target_s', null],
  ['/flat/a/base', '7'],
  ['/base', null],
];

it.each(VALUES)('reads %s', (path, value) => {
  expect(readScalar(TEXT, path)).toBe(value);
});

it('changes one value and leaves everything else as it was written', () => {
  const changed = writeScalar(TEXT, '/dispatch/classes/care/base', '80');
  expect(changed).toBe(TEXT.replace('base: 60 # points', 'base: 80 # points'));
  const inBraces = writeScalar(TEXT, '/alerts/care_waiting/warn_s', '300');
  expect(inBraces).toBe(TEXT.replace('{warn_s: 480,', '{warn_s: 300,'));
  expect(writeScalar(TEXT, '/nowhere/at_all', '1')).toBe(TEXT);
});

it('lists the codes of a list', () => {
  expect(listCodes(TEXT, '/dispatch/classes')).toEqual(['care', 'ordinary']);
  expect(listCodes(TEXT, '/flat')).toEqual(['a']);
  expect(listCodes(TEXT, '/calling')).toEqual([]);
});

it('finds every value of the built-in pack of the hall that the form shows', () => {
  const file = resolve(import.meta.dirname, '../../../../data/lobby/cn/dispatch.yaml');
  const text = readFileSync(file, 'utf8');
  const codes = listCodes(text, '/dispatch/classes');
  expect(codes).toEqual(['emergency', 'care', 'appointment', 'priority', 'ordinary']);
  for (const code of codes)
    for (const field of ['base', 'rate_per_min', 'hard_max_s', 'target_s', 'warn_s', 'breach_s'])
      expect(readScalar(text, `/dispatch/classes/${code}/${field}`), `${code} ${field}`).toMatch(/^[\d.]+$/);
  expect(readScalar(text, '/alerts/care_waiting/breach_s')).toBe('900');
  expect(readScalar(text, '/calling/recalls_before_no_show')).toBe('3');
});
