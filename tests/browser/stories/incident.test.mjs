// An incident: announced on the board, told on every screen, chosen about on the phone, ended, and reported.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutTexts, KIOSK, open, PHONE, picture, scrollsSideways, serious, shown, WALL } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import { Teller } from '../lib/lobby.mjs';
import { choose, signIn, take } from '../lib/staff.mjs';

let teller;

useHouse(async () => {
  teller = await Teller.at(server, branch, 1);
});

async function inspect(page, name) {
  await shown(page);
  await picture(page, `incident-${name}`);
  assert.deepEqual(await serious(page), [], `axe finds serious faults on ${name}`);
  assert.deepEqual(page.complaints, [], `${name} complains`);
}

test('cash fails: the board announces it, everybody is told and keeps the place, the end puts all back', async () => {
  const held = await take(server, branch, 'cash');
  const changer = await take(server, branch, 'cash');
  const board = await signIn(browser, server, 'branch_manager', '/board', { branch: branch.id });
  await board.getByRole('link', { name: '突发情况' }).click();
  await board.getByRole('button', { name: '发布突发情况' }).click();
  const drawer = board.getByRole('dialog');
  await drawer.getByRole('button', { name: '发布，并告知' }).click();
  await drawer.getByText('请写明告诉客户的话').first().waitFor();
  await choose(drawer.getByRole('combobox', { name: '受影响的业务' }), '存款取款');
  await board.keyboard.press('Escape');
  await drawer.getByRole('combobox', { name: '预计多久恢复' }).click();
  await board.locator('.ant-select-item-option', { hasText: '30' }).first().click();
  await inspect(board, 'announce-zh');
  await drawer.getByRole('button', { name: '发布，并告知' }).click();
  await board.getByText('进行中').first().waitFor();

  const hall = await open(browser, `${server.url}/hall/${branch.id}`, { size: WALL });
  await hall.getByText('存款取款暂时不能办理').first().waitFor();
  await inspect(hall, 'hall-zh');
  await hall.context().close();
  const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}`, { size: KIOSK });
  await kiosk.getByText('存款取款暂时不能办理').first().waitFor();
  assert.deepEqual(await cutTexts(kiosk), []);
  await inspect(kiosk, 'kiosk-zh');
  await kiosk.context().close();

  const phone = await open(browser, `${server.url}${held.phone_path}`, { size: PHONE });
  await phone.getByRole('heading', { name: '这项业务暂时不能办理' }).waitFor();
  await phone.getByRole('button', { name: '我等恢复' }).click();
  await phone.getByText('恢复后本页会提醒您').waitFor();
  assert.equal(await scrollsSideways(phone), false);
  await inspect(phone, 'phone-zh');
  const other = await open(browser, `${server.url}${changer.phone_path}?lang=en`, { size: PHONE, language: 'en' });
  await other.getByRole('button', { name: 'Do something else first' }).click();
  await inspect(other, 'phone-en');
  await other.getByRole('button', { name: 'PIN reset and unlock' }).click();
  await other.locator('.ticket-facts').waitFor();
  await other.context().close();

  const called = await teller.call();
  assert.equal(called.number, changer.number, 'who waits for cash is passed over');
  await teller.ask('POST', `/visits/${called.id}/serve`);
  await teller.finish();
  await board.getByRole('link', { name: /存款取款暂时不能办理/ }).click();
  await board.getByText('改办其他业务').waitFor();
  await inspect(board, 'report-zh');
  await board.getByRole('button', { name: '已恢复，结束' }).click();
  await board.getByText('已结束，客户按原次序').waitFor();
  await phone.locator('.ticket-facts').waitFor();
  assert.equal((await teller.call()).number, held.number, 'the place was kept');
  await phone.context().close();
  await board.context().close();
});

test('the pages of incidents and the finder in English', async () => {
  const head = await signIn(browser, server, 'head_office', '/incidents', { language: 'en' });
  await head.getByText('Over').first().waitFor();
  await inspect(head, 'list-en');
  await head.context().close();
  const finder = await open(browser, `${server.url}/finder?lang=en`, { size: PHONE, language: 'en' });
  await finder.getByRole('article').first().waitFor();
  assert.equal(await scrollsSideways(finder), false);
  await inspect(finder, 'finder-en');
  await finder.context().close();
});

test('where to go is told on a wide screen too', async () => {
  const finder = await open(browser, `${server.url}/finder`);
  await finder.getByRole('article').first().waitFor();
  await finder.getByRole('combobox', { name: '要办的业务' }).selectOption({ index: 1 });
  await inspect(finder, 'finder-zh');
  await finder.context().close();
});
