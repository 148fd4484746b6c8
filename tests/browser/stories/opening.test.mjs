// A branch in the morning: nobody gets a number before the opening list is finished; two people finish it on tablet and
// desk, with a photo and with keys; then the first number is taken. One shift tells the next; head office sees everybody.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PNG } from 'pngjs';
import { KIOSK, open, PHONE, picture, scrollsSideways, serious, shown, TABLET } from '../lib/browser.mjs';
import { browser, server, useHouse } from '../lib/house.mjs';
import { openingItems, shut } from '../lib/lobby.mjs';
import { choose, signIn, take } from '../lib/staff.mjs';

/** A branch that has not given out a number today. */
let branch;

useHouse(async () => {
  branch = (await server.branches())[2];
  await shut(server, branch);
});

/** A small picture of one colour. */
function photo() {
  const png = new PNG({ width: 48, height: 48 });
  png.data.fill(0x99);
  return { name: 'safety.png', mimeType: 'image/png', buffer: PNG.sync.write(png) };
}

test('nobody gets a number while the branch gets ready', async () => {
  for (const [language, says] of Object.entries({ 'zh-CN': '本网点正在做开门准备', en: 'We are getting ready to open' })) {
    const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}`, { size: KIOSK, language });
    await kiosk.getByRole('status').first().waitFor();
    if (language === 'en') await kiosk.getByRole('button', { name: 'English', exact: true }).click();
    await kiosk.getByRole('heading', { name: says }).waitFor();
    assert.equal(await kiosk.getByRole('button', { name: /开始取号|Start/ }).count(), 0, 'nothing begins');
    await shown(kiosk);
    await picture(kiosk, `opening-kiosk-${language}`);
    assert.deepEqual(await serious(kiosk), []);
    assert.deepEqual(kiosk.complaints, []);
    await kiosk.context().close();
  }
  const phone = await open(browser, `${server.url}/phone/new/${branch.id}`, { size: PHONE });
  await phone.getByRole('heading', { name: '本网点正在做开门准备' }).waitFor();
  await picture(phone, 'opening-phone');
  assert.deepEqual(await serious(phone), []);
  await phone.context().close();
  const refused = await take(server, branch, 'cash').catch((error) => String(error));
  assert.match(refused, /lobby\.not_opened_yet/);
  assert.doesNotMatch(refused, /entry_and_alarm|required/, 'a stranger learns nothing of what is left');
});

test('staff are told so too, and where to go on', async () => {
  const board = await signIn(browser, server, 'lobby_manager', '/board', { branch: branch.id });
  await board.getByRole('button', { name: /代客取号/ }).click();
  const drawer = board.getByRole('dialog');
  await choose(drawer.getByRole('combobox', { name: '业务' }), '存款取款');
  await drawer.getByRole('button', { name: '取号', exact: true }).click();
  await drawer.getByText('本网点正在做开门准备').waitFor();
  await picture(board, 'opening-issue-drawer');
  assert.deepEqual(await serious(board), []);
  await drawer.getByRole('link', { name: '去做开门检查' }).click();
  await board.getByRole('heading', { name: '开门与交接' }).waitFor();
  assert.deepEqual(board.complaints, []);
  await board.context().close();
});

test('two people finish the list, and the first number is taken', async () => {
  const first = await signIn(browser, server, 'lobby_manager', '/opening', { branch: branch.id, size: TABLET });
  await first.getByRole('region', { name: '开门前' }).waitFor();
  await shown(first);
  await picture(first, 'opening-not-started');
  assert.deepEqual(await serious(first), []);

  // The first item by keys, the others by hand.
  await first.keyboard.press('Space');
  await first.locator('[data-item="entry_and_alarm"]').getByText('待第二人确认').waitFor();
  await first.keyboard.press('k');
  await first.keyboard.press('u');
  await first.locator('[data-item="entry_and_alarm"]').getByText('未检查').waitFor();

  const safety = first.locator('[data-item="safety_round"]');
  await safety.locator('input[type=file]').setInputFiles(photo());
  await first.getByRole('dialog').getByAltText('将要上传的照片').waitFor();
  await picture(first, 'opening-photo-preview');
  await first.getByRole('dialog').getByRole('button', { name: /上\s?传/ }).click();
  const image = safety.getByAltText(/的照片 1/);
  await image.waitFor();
  const drawn = () => image.evaluate((one) => one.complete && one.naturalWidth > 0);
  for (let turn = 0; turn < 50 && !(await drawn()); turn += 1) await first.waitForTimeout(100);
  assert.ok(await drawn(), 'the photo is shown');

  const glasses = first.locator('[data-item="forms_and_convenience"]');
  await glasses.getByRole('button', { name: /^有问题/ }).click();
  await first.getByRole('dialog').getByLabel('问题情况').fill('缺 200 度老花镜一副');
  await first.getByRole('dialog').getByRole('button', { name: /记\s?录/ }).click();
  await first.getByRole('region', { name: '待解决问题 1 个' }).getByText('今天发现').waitFor();

  const required = (await openingItems(server, branch)).filter((item) => item.required);
  for (const { code } of required) {
    const row = first.locator(`[data-item="${code}"]`);
    await row.getByRole('button', { name: /^完成/ }).click();
    await row.getByText(/已完成/).waitFor();
  }
  await first.getByText('准备中').waitFor();

  const second = await signIn(browser, server, 'branch_manager', '/opening', { branch: branch.id, language: 'en' });
  for (const { code } of required.filter((item) => item.two_person)) {
    const row = second.locator(`[data-item="${code}"]`);
    await row.getByRole('button', { name: /^Confirm/ }).click();
    await row.getByText(/confirmed by/).waitFor();
  }
  await second.getByText('Ready to open').waitFor();
  await second.evaluate(() => scrollTo(0, 0));
  await picture(second, 'opening-ready-en');
  assert.deepEqual(await serious(second), []);
  assert.equal(await scrollsSideways(second), false);

  await first.getByText('可以开门').waitFor();
  await first.evaluate(() => scrollTo(0, 0));
  await picture(first, 'opening-ready');
  assert.deepEqual(await serious(first), []);
  assert.equal(await scrollsSideways(first), false);
  const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}`, { size: KIOSK });
  await kiosk.getByRole('button', { name: /开始取号/ }).waitFor();
  const ticket = await take(server, branch, 'cash');
  assert.match(ticket.number, /001$/);
  for (const page of [first, second, kiosk]) {
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  }
});

test('closing tells what is left, and one shift tells the next', async () => {
  const early = await signIn(browser, server, 'lobby_manager', '/opening?view=closing', { branch: branch.id });
  await early.getByText(/还有 1 位客户未办结/).waitFor();
  await shown(early);
  await picture(early, 'opening-closing');
  assert.deepEqual(await serious(early), []);
  await early.getByText('交接记录', { exact: true }).click();
  await early.getByLabel('交接内容').fill('明早十点有押运检查，请提前清点尾箱。');
  await early.getByRole('button', { name: '写好了' }).click();
  await early.getByText('待接班确认').waitFor();
  const late = await signIn(browser, server, 'branch_manager', '/opening?view=handover', { branch: branch.id });
  await late.getByRole('button', { name: '我已知悉' }).click();
  await late.getByText(/已确认$/).waitFor();
  await early.getByText(/已确认$/).waitFor();
  await picture(early, 'opening-handover');
  assert.deepEqual(await serious(early), []);
  for (const page of [early, late]) {
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  }
});

test('head office sees every branch, in both languages', async () => {
  for (const [language, ready] of Object.entries({ 'zh-CN': '可以开门', en: 'Ready to open' })) {
    const page = await signIn(browser, server, 'head_office', '/opening', { language });
    await page.getByText(ready).first().waitFor();
    assert.equal(await page.locator('tbody tr.ant-table-row').count(), 3);
    await shown(page);
    await picture(page, `opening-branches-${language}`);
    assert.deepEqual(await serious(page), []);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  }
});
