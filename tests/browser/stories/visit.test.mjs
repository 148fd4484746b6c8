// The main job, in browsers: a customer walks in, is called, is served, and rates it; a low rating is followed up.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { KIOSK, launch, open, PHONE, picture, WALL, WIDE } from '../lib/browser.mjs';
import { Server } from '../lib/server.mjs';
import { openCounter } from '../lib/staff.mjs';

let server;
let browser;
let branch;

before(async () => {
  server = await Server.start();
  browser = await launch();
  [branch] = await server.branches();
});

after(async () => {
  await browser?.close();
  await server?.remove();
});

/** Takes a number at the kiosk by saying what is needed; answers with the number and the address of its phone page. */
async function takeNumber(need, service) {
  const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}`, { size: KIOSK });
  await kiosk.getByRole('button', { name: /中文/ }).click();
  await kiosk.getByLabel('请用一句话告诉我们').fill(need);
  await kiosk.getByRole('button', { name: '查找' }).click();
  await picture(kiosk, 'kiosk-need');
  const taken = kiosk.waitForResponse((response) => response.url().endsWith('/tickets') && response.ok());
  await kiosk.getByRole('button', { name: service }).first().click();
  // Whatever the kiosk offers on the way, the customer goes on to the counter, anonymously and without special care.
  const onward = kiosk.getByRole('button', {
    name: /^(不需要，继续|继续取号，到柜台办理|不登记，直接取号|确认取号)$/,
  });
  const slip = kiosk.locator('.slip-number');
  for (;;) {
    await onward.or(slip).first().waitFor();
    if (await slip.isVisible()) break;
    const step = await onward.first().innerText();
    await onward.first().click();
    await kiosk.getByRole('button', { name: step, exact: true }).waitFor({ state: 'hidden' });
  }
  const ticket = await (await taken).json();
  await kiosk.locator('.slip-number').waitFor();
  assert.equal(await kiosk.locator('.slip-number').innerText(), ticket.number);
  await picture(kiosk, 'kiosk-slip');
  assert.deepEqual(kiosk.complaints, []);
  await kiosk.context().close();
  return ticket;
}

/** Signs in with one click on the start page. */
async function signIn(role) {
  const page = await open(browser, server.url, { size: WIDE });
  await page.getByRole('button', { name: role }).first().click();
  return page;
}

test('a customer is called, served, rates low, and is followed up', async () => {
  const hall = await open(browser, `${server.url}/hall/${branch.id}`, { size: WALL });
  const teller = await signIn(/柜员/);
  await teller.waitForURL(/counter/);
  await openCounter(teller);

  const ticket = await takeNumber('我要存钱', /存/);
  assert.ok(ticket.wait.low_s <= ticket.wait.high_s);

  const phone = await open(browser, `${server.url}${ticket.phone_path}`, { size: PHONE });
  await phone.getByText(ticket.number).first().waitFor();
  await picture(phone, 'phone-waiting');

  await teller.getByRole('region', { name: '等候队列' }).getByText(ticket.number).waitFor();
  await teller.keyboard.press('F2');

  // The hall screen shows the number, and the phone page says where to go, without anybody reloading.
  await hall.locator('.hall-number', { hasText: ticket.number }).waitFor();
  await picture(hall, 'hall-called');
  await phone.getByText(/请到 .* 号柜台/).first().waitFor();
  await picture(phone, 'phone-called');
  await teller.getByText(ticket.number).first().waitFor();
  await teller.getByText('为什么是这位').waitFor();
  await picture(teller, 'desk-called');

  // A no-show is not offered before the recalls.
  assert.ok(await teller.getByRole('button', { name: /^过号/ }).isDisabled());
  const recall = teller.getByRole('button', { name: /^再次呼叫/ });
  await recall.and(teller.locator(':enabled')).waitFor();
  await teller.keyboard.press('F3');
  await hall.getByText(/再次|第 2 次/).first().waitFor();

  await teller.keyboard.press('F4');
  await phone.getByText('办理中').first().waitFor();
  await teller.keyboard.press('F8');
  await teller.getByRole('dialog').getByRole('button', { name: /办结/ }).click();

  await phone.getByText('这次办理得怎么样').waitFor();
  await picture(phone, 'phone-rating');
  await phone.getByRole('radio', { name: /很不满意/ }).check({ force: true });
  await phone.getByLabel(/想对我们说的话/).fill('等得太久');
  await phone.getByRole('button', { name: '提交评价' }).click();
  await phone.getByText('谢谢您的评价').waitFor();

  const manager = await signIn(/网点负责人|支行行长|网点主管|网点经理/);
  await manager.waitForURL(/board/);
  await manager.goto(`${server.url}/follow-ups`);
  await manager.getByText(ticket.number).first().waitFor();
  await picture(manager, 'follow-ups');

  // The visit stands in the record with every step, and says why it was called next.
  await manager.goto(`${server.url}/visits/${ticket.visit_id}`);
  await manager.getByText('为什么是这位').first().waitFor();
  await picture(manager, 'visit-record');
  for (const page of [hall, phone, teller, manager]) {
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  }
});

test('the board follows live', async () => {
  const manager = await signIn(/大堂经理/);
  await manager.waitForURL(/board/);
  await manager.getByRole('heading', { name: '厅堂' }).waitFor();
  const ticket = await takeNumber('卡丢了', /挂失/);
  await manager.getByText(ticket.number).first().waitFor();
  await picture(manager, 'board');
  assert.deepEqual(manager.complaints, []);
  await manager.context().close();
});
