// The main job, in browsers: a customer walks in, is called, is served, and rates it; a low rating is followed up.
// Four of the pictures that the README shows are taken on the way, the board's at the end.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KIOSK, open, PHONE, picture, serious, WALL, WIDE } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import * as lobby from '../lib/lobby.mjs';
import { openCounter, take } from '../lib/staff.mjs';

useHouse();

/** Goes on at the kiosk with `button` and waits until the next screen stands there. */
async function goOn(button) {
  await button.click();
  await button.waitFor({ state: 'hidden' });
}

/** Takes a number at the kiosk by saying what is needed; `phone` is how the customer wants to be known, if at all. */
async function takeNumber(need, service, phone) {
  const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}`, { size: KIOSK });
  const button = (name) => kiosk.getByRole('button', { name });
  await goOn(button(/^中文/));
  await kiosk.getByLabel('请用一句话告诉我们').fill(need);
  await button('查找').click();
  await kiosk.getByText('您要办理的是').waitFor();
  await picture(kiosk, 'kiosk-need');
  await goOn(button(service).first());
  await goOn(button('不需要，继续'));
  await goOn(button('继续取号，到柜台办理'));
  if (phone) {
    await goOn(button('手机号'));
    for (const digit of phone) await kiosk.getByRole('button', { name: digit, exact: true }).click();
    await goOn(button('下一步'));
  } else {
    await goOn(button('不登记，直接取号'));
  }
  const taken = kiosk.waitForResponse((response) => response.url().endsWith('/tickets') && response.ok());
  await button('确认取号').click();
  const ticket = await (await taken).json();
  await kiosk.locator('.slip-number').waitFor();
  assert.equal(await kiosk.locator('.slip-number').innerText(), ticket.number);
  assert.deepEqual(kiosk.complaints, []);
  return { ticket, kiosk };
}

/** Signs in with one click on the start page. */
async function signIn(role) {
  const page = await open(browser, server.url, { size: WIDE });
  await page.getByRole('button', { name: role }).first().click();
  return page;
}

test('a customer is called, served, rates low, and is followed up', async () => {
  const [second, third] = await lobby.open(server, branch);
  for (const code of ['cash', 'cash', 'cash']) await take(server, branch, code);
  const hall = await open(browser, `${server.url}/hall/${branch.id}`, { size: WALL });

  const { ticket, kiosk } = await takeNumber('我要存钱', /存款取款/, await lobby.phoneOfCustomer(server, branch));
  assert.ok(ticket.wait.low_s <= ticket.wait.high_s);
  assert.equal(ticket.ahead, 3);
  await picture(kiosk, 'kiosk-slip');
  await kiosk.context().close();

  const phone = await open(browser, `${server.url}${ticket.phone_path}`, { size: PHONE });
  await phone.getByText(ticket.number).first().waitFor();
  await phone.getByText('3 位').waitFor();
  await picture(phone, 'phone-waiting');

  // Others are called, and the phone hears of it without anybody reloading.
  for (const teller of [second, third, second]) {
    await teller.finish();
    await teller.serve();
  }
  await phone.getByText('您是下一位').waitFor();

  // More customers come behind, and the first counter opens.
  for (const code of ['cash', 'statement', 'transfer', 'open_account', 'wealth', 'card_replacement', 'mobile_banking']) {
    await take(server, branch, code);
  }
  const teller = await signIn(/柜员/);
  await teller.waitForURL(/counter/);
  await openCounter(teller);
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
  const recall = teller.getByRole('button', { name: /^重呼/ });
  await recall.and(teller.locator(':enabled')).waitFor();
  await teller.keyboard.press('F3');
  await hall.getByText(/再次|第 2 次/).first().waitFor();

  await teller.keyboard.press('F4');
  await phone.getByText('办理中').first().waitFor();
  // The phone may hear of it before the desk's own answer is there; a key counts once the desk offers the act.
  await teller.getByRole('button', { name: /^办结/ }).and(teller.locator(':enabled')).waitFor();
  await teller.keyboard.press('F8');
  await teller.getByRole('dialog').getByRole('button', { name: /办结/ }).click();

  await phone.getByText('这次办理得怎么样').waitFor();
  await phone.getByRole('radio', { name: /很不满意/ }).check({ force: true });
  await phone.getByLabel(/想对我们说的话/).fill('等得太久');
  await picture(phone, 'phone-rating');
  assert.deepEqual(await serious(phone), []);
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
  for (const care_group of ['elderly', 'infant']) await take(server, branch, 'cash', { care_group });
  const { ticket, kiosk } = await takeNumber('卡丢了', /挂失/);
  await kiosk.context().close();
  await manager.getByText(ticket.number).first().waitFor();
  await picture(manager, 'board');
  assert.deepEqual(manager.complaints, []);
  await manager.context().close();
});
