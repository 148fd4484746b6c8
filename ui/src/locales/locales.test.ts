import { expect, it } from 'vitest';
import en from './en';
import zhCN from './zh-cn';

type Texts = { [key: string]: string | Texts };

const PLURAL = /_(one|other)$/;

function keys(texts: Texts, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : keys(value, `${prefix}${key}.`),
  );
}

function values(texts: Texts): Map<string, string> {
  const read = (key: string) =>
    key.split('.').reduce<Texts | string>((at, part) => (at as Texts)[part] ?? '', texts);
  return new Map(keys(texts).map((key) => [key, String(read(key))]));
}

const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

it('English has every text that Chinese has, and no other', () => {
  const base = (texts: Texts) => [...new Set(keys(texts).map((key) => key.replace(PLURAL, '')))].sort();
  expect(base(en)).toEqual(base(zhCN));
});

it('both languages fill the same holes', () => {
  const chinese = values(zhCN);
  for (const [key, text] of values(en)) {
    if (key.endsWith('_one')) continue;
    expect(holes(text), key).toEqual(holes(chinese.get(key) ?? ''));
  }
});

it('no text shouts', () => {
  for (const [key, text] of [...values(zhCN), ...values(en)]) expect(text, key).not.toMatch(/[!！]/);
});
