// The hall screen: everything on it at once, readable from afar, by day and by night, lying and standing, in both
// languages, before the first call and in full swing, with the server and without.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutTexts, open, picture, serious, shown, WALL } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import * as lobby from '../lib/lobby.mjs';
import { take } from '../lib/staff.mjs';

useHouse();

const OLD_WALL = { width: 1366, height: 768 };
const STANDING = { width: 1080, height: 1920 };

const hallOf = (query, size) => open(browser, `${server.url}/hall/${branch.id}?${query}`, { size });

async function inspect(hall, name) {
  await shown(hall);
  await picture(hall, `hall-${name}`);
  assert.deepEqual(await serious(hall), [], `axe finds serious faults on ${name}`);
  assert.deepEqual(await cutTexts(hall), [], `cut off on ${name}`);
  const { scrollHeight, clientHeight } = await hall.evaluate(() => {
    const { scrollHeight, clientHeight } = document.documentElement;
    return { scrollHeight, clientHeight };
  });
  assert.ok(scrollHeight <= clientHeight, `${name} is ${scrollHeight} px high on ${clientHeight} px`);
  assert.deepEqual(hall.complaints, [], `${name} complains`);
}

test('an empty hall says what will appear', async () => {
  for (const lang of ['zh-CN', 'en']) {
    const hall = await hallOf(`lang=${lang}`, WALL);
    await hall.getByText(lang === 'en' ? 'No calls yet' : '还没有叫号').first().waitFor();
    await inspect(hall, `empty-${lang}`);
    await hall.context().close();
  }
});

test('a full hall is readable from afar on every screen', async () => {
  await lobby.open(server, branch);
  const codes = ['cash', 'transfer', 'open_account', 'card_replacement', 'password_reset', 'personal_details'];
  for (const code of [...codes, ...codes, 'wealth', 'loan', 'statement']) await take(server, branch, code);
  const teller = await lobby.Teller.at(server, branch, 1);
  await teller.call();
  for (const [name, query, size] of [
    ['zh-CN-light', 'lang=zh-CN&theme=light', WALL],
    ['zh-CN-dark', 'lang=zh-CN&theme=dark', WALL],
    ['en-light', 'lang=en&theme=light', WALL],
    ['en-dark-old', 'lang=en&theme=dark', OLD_WALL],
    ['zh-CN-standing', 'lang=zh-CN&theme=light', STANDING],
  ]) {
    const hall = await hallOf(query, size);
    await hall.locator('.hall-number').waitFor();
    await inspect(hall, name);
    const letters = await hall.locator('.hall-number').evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
    assert.ok(letters >= 160, `the call is ${letters}px high on ${name}`);
    assert.equal(await hall.locator('.hall-recent li').count(), 6);
    await hall.context().close();
  }
});

test('a call is shown at once and stands out, and the call before it stays', async () => {
  const hall = await hallOf('theme=light', WALL);
  await hall.locator('.hall-number').waitFor();
  const [first] = (await server.call('GET', `/public/branches/${branch.id}/hall`)).calls;
  const teller = await lobby.Teller.at(server, branch, 6);
  const visit = await teller.call();
  await hall.locator('.hall-current[data-fresh="true"] .hall-number', { hasText: visit.number }).waitFor();
  await hall.locator('.hall-recent li').first().getByText(first.number).waitFor();
  await inspect(hall, 'fresh');
  await hall.context().close();
});

test('a call is taken back when the visit is set aside', async () => {
  const hall = await hallOf('theme=light', WALL);
  const [{ number }] = (await server.call('GET', `/public/branches/${branch.id}/hall`)).calls;
  await hall.locator('.hall-number', { hasText: number }).waitFor();
  const token = await server.token('branch_manager', branch.id);
  const { items } = await server.call('GET', `/visits?number=${number}`, { token });
  await server.call('POST', `/visits/${items[0].id}/park`, { token, body: {} });
  await hall.locator('.hall-number', { hasText: number }).waitFor({ state: 'hidden' });
  assert.equal(await hall.locator('.hall-recent').getByText(number).count(), 0);
  await inspect(hall, 'taken-back');
  await hall.context().close();
});

test('without the server it says so, keeps the last calls, and still fits', async () => {
  const halls = [];
  for (const [name, query] of [
    ['zh-CN', 'lang=zh-CN&theme=light'],
    ['en', 'lang=en&theme=dark'],
  ]) {
    const hall = await hallOf(query, WALL);
    await hall.locator('.hall-number').waitFor();
    halls.push([name, hall]);
  }
  await server.end('SIGKILL');
  for (const [name, hall] of halls) {
    await hall.getByRole('alert').waitFor({ timeout: 60_000 });
    await hall.locator('.hall-number').waitFor();
    await inspect(hall, `no-server-${name}`);
  }
  await server.again();
  for (const [, hall] of halls) {
    await hall.getByRole('alert').waitFor({ state: 'hidden', timeout: 60_000 });
    await hall.context().close();
  }
});
