// One day of a branch: the list holds back the first number, two people open the doors, a visit is booked with what to
// bring and checked in, a system fails and comes back, the manager asks what another counter would have meant, and the
// doors close.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KIOSK, open, PHONE, picture, serious, shown } from '../lib/browser.mjs';
import { browser, server, useHouse } from '../lib/house.mjs';
import { hurryAppointments, openingItems, shut, Teller } from '../lib/lobby.mjs';
import { choose, signIn, take } from '../lib/staff.mjs';

let branch;
let teller;
let booked;

useHouse(async () => {
  branch = (await server.branches())[1];
  await shut(server, branch);
  await hurryAppointments(server);
});

async function inspect(page, name) {
  await shown(page);
  await picture(page, `day-${name}`);
  assert.deepEqual(await serious(page), [], `axe finds serious faults on ${name}`);
  assert.deepEqual(page.complaints, [], `${name} complains`);
}

test('in the morning the list holds back the first number until two people have finished it', async () => {
  const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}`, { size: KIOSK });
  await kiosk.getByRole('heading', { name: '本网点正在做开门准备' }).waitFor();
  const first = await signIn(browser, server, 'lobby_manager', '/opening', { branch: branch.id });
  await first.getByRole('region', { name: '开门前' }).waitFor();
  const required = (await openingItems(server, branch)).filter((item) => item.required);
  for (const { code } of required) {
    const row = first.locator(`[data-item="${code}"]`);
    await row.getByRole('button', { name: /^完成/ }).click();
    await row.getByText(/已完成/).waitFor();
  }
  const second = await signIn(browser, server, 'branch_manager', '/opening', { branch: branch.id });
  for (const { code } of required.filter((item) => item.two_person)) {
    const row = second.locator(`[data-item="${code}"]`);
    await row.getByRole('button', { name: /^我来确认/ }).click();
    await row.getByText(/已完成/).first().waitFor();
  }
  await second.getByText('可以开门').waitFor();
  await kiosk.getByRole('button', { name: /开始取号/ }).waitFor({ timeout: 40_000 });
  const ticket = await take(server, branch, 'cash');
  assert.match(ticket.number, /001$/);
  teller = await Teller.at(server, branch, 1);
  assert.equal((await teller.serve()).number, ticket.number);
  await teller.finish();
  for (const page of [kiosk, first, second]) await page.context().close();
});

test('a visit is booked with what to bring, and checked in at the kiosk', async () => {
  const phone = await open(browser, `${server.url}/finder`, { size: PHONE });
  const card = phone.getByRole('article', { name: branch.name });
  await card.waitFor();
  await inspect(phone, 'finder');
  await card.getByRole('link', { name: '预约到店' }).click();
  await phone.getByRole('button', { name: /个人开户办卡/ }).click();
  await phone.getByText('本人有效身份证件原件').waitFor();
  await phone.locator('.slots button:enabled').first().click();
  await phone.getByLabel('姓名').fill('钱多多');
  await phone.getByLabel('手机号').fill('19900009011');
  await phone.getByRole('button', { name: '确认预约', exact: true }).click();
  await phone.getByText('已预约', { exact: true }).waitFor();
  const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}`, { size: KIOSK });
  await kiosk.getByRole('button', { name: /预约签到/ }).click();
  await kiosk.getByLabel('预约码或手机号').fill('19900009011');
  await kiosk.getByRole('button', { name: '签到取号' }).click();
  booked = await kiosk.locator('.slip-number').textContent();
  await phone.getByText('已签到', { exact: true }).waitFor();
  for (const page of [kiosk, phone]) await page.context().close();
});

test('what fails is told and passed over, and comes back into its place', async () => {
  const held = await take(server, branch, 'cash');
  const board = await signIn(browser, server, 'branch_manager', '/board', { branch: branch.id });
  await board.getByRole('link', { name: '突发情况' }).click();
  await board.getByRole('button', { name: '发布突发情况' }).click();
  const drawer = board.getByRole('dialog');
  await choose(drawer.getByRole('combobox', { name: '受影响的业务' }), '存款取款');
  await board.keyboard.press('Escape');
  await drawer.getByRole('button', { name: '发布，并告知' }).click();
  await board.getByText('进行中').first().waitFor();
  const phone = await open(browser, `${server.url}${held.phone_path}`, { size: PHONE });
  await phone.getByRole('heading', { name: '这项业务暂时不能办理' }).waitFor();
  assert.equal((await teller.serve()).number, booked, 'the appointment goes on');
  await teller.finish();
  await board.getByRole('link', { name: /存款取款暂时不能办理/ }).click();
  await board.getByRole('button', { name: '已恢复，结束' }).click();
  await board.getByText('已结束，客户按原次序').waitFor();
  await phone.locator('.ticket-facts').waitFor();
  assert.equal((await teller.serve()).number, held.number);
  await teller.finish();
  for (const page of [phone, board]) await page.context().close();
});

test('the manager asks what another counter would have meant', async () => {
  for (const [language, words] of Object.entries({
    'zh-CN': { link: '推演与排班', add: '增开一个柜台', ask: /^推\s?演$/, everybody: '全部客户', plan: '排班测算', day: '预计到店' },
    en: {
      link: 'What-if and staffing',
      add: 'Open one more counter',
      ask: 'Simulate',
      everybody: 'Everybody',
      plan: 'Staffing',
      day: 'Expected',
    },
  })) {
    const page = await signIn(browser, server, 'branch_manager', '/board', { branch: branch.id, language });
    await page.getByRole('link', { name: words.link }).click();
    await page.getByRole('button', { name: words.add }).click();
    await page.getByRole('button', { name: words.ask }).click();
    await page.getByRole('cell', { name: words.everybody }).waitFor();
    await inspect(page, `what-if-${language}`);
    await page.getByText(words.plan, { exact: true }).click();
    await page.getByRole('columnheader', { name: words.day }).waitFor();
    await inspect(page, `staffing-${language}`);
    await page.context().close();
  }
});

test('the doors close when nobody is left, and the next shift is told', async () => {
  const late = await signIn(browser, server, 'lobby_manager', '/opening?view=closing', { branch: branch.id });
  await late.getByRole('region', { name: /关门/ }).waitFor();
  await inspect(late, 'closing');
  await late.getByText('交接记录', { exact: true }).click();
  await late.getByLabel('交接内容').fill('取号机纸卷只剩一卷，明早请先更换。');
  await late.getByRole('button', { name: '写好了' }).click();
  await late.getByText('待接班确认').waitFor();
  await late.context().close();
});
