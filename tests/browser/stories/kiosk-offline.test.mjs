// A registered kiosk loses the network, goes on issuing numbers, and reports them when the network is back: everybody who
// holds a slip is called exactly once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutTexts, KIOSK, open, picture, readCode, serious, shown } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import { Teller } from '../lib/lobby.mjs';
import { take } from '../lib/staff.mjs';

let boss;

useHouse(async () => {
  boss = await server.token('branch_manager', branch.id);
  for (const ordinal of [1, 2, 3]) await Teller.at(server, branch, ordinal);
});

/** Registers a kiosk and opens its page at its own address; answers once the kiosk holds numbers. */
async function openRegistered(more = {}) {
  const path = `/branches/${branch.id}/kiosks`;
  const body = { name: '大门左侧', ...more };
  const { address } = await server.call('POST', path, { token: boss, body });
  const { hash, pathname } = new URL(address);
  const kiosk = await open(browser, 'about:blank', { size: KIOSK });
  const leased = kiosk.waitForResponse((answer) => answer.url().endsWith('/public/kiosks/lease'));
  await kiosk.goto(`${server.url}${pathname}${hash}`);
  assert.equal((await leased).status(), 201);
  assert.equal(new URL(kiosk.url()).hash, '', 'the secret stays in the address bar');
  return kiosk;
}

const press = (kiosk, label) => kiosk.getByRole('button', { name: label }).first().click();

/** Takes a number without a network, as far as the slip; answers with it. */
async function takeAlone(kiosk, care = '不需要，继续') {
  await press(kiosk, /^中文/);
  await press(kiosk, '全部业务');
  await press(kiosk, /存款取款/);
  await press(kiosk, care);
  if (care === '不需要，继续') await press(kiosk, '继续取号，到柜台办理');
  await press(kiosk, '确认取号');
  await kiosk.getByText('网络暂时中断，现在无法告知等候时间').waitFor();
  return kiosk.locator('.slip-number').innerText();
}

/** The numbers that wait, as the board shows them. */
async function waiting() {
  const board = await server.call('GET', `/branches/${branch.id}/board`, { token: boss });
  return board.waiting.map((one) => one.number);
}

/** Waits until something is so, for as long as a page may take to ask again. */
async function until(holds) {
  const end = Date.now() + 30_000;
  while (!(await holds())) assert.ok(Date.now() < end, 'it never came to be');
}

test('a kiosk without a network issues numbers, and with one they are called exactly once', async () => {
  const kiosk = await openRegistered();
  await kiosk.getByRole('heading', { name: '您好，请选择语言' }).waitFor();
  await kiosk.context().setOffline(true);
  await kiosk.getByText('网络暂时中断，可以继续取号').waitFor({ timeout: 40_000 });
  await shown(kiosk);
  assert.equal(await kiosk.getByRole('button', { name: /预约签到/ }).count(), 0);
  assert.equal(await kiosk.getByText('位客户在等候').count(), 0, 'tells how many wait without knowing');
  await picture(kiosk, 'kiosk-alone-start');
  assert.deepEqual(await serious(kiosk), []);

  const first = await takeAlone(kiosk);
  await shown(kiosk);
  await picture(kiosk, 'kiosk-alone-slip');
  assert.deepEqual(await serious(kiosk), []);
  assert.deepEqual(await cutTexts(kiosk), []);
  assert.match(first, /^X\d{3}$/);
  const code = new URL(await readCode(kiosk.locator('svg.qr')));
  await press(kiosk, '完成');
  const second = await takeAlone(kiosk, /孕/);
  await press(kiosk, '完成');
  assert.notEqual(first, second);

  const phone = await open(browser, `${server.url}${code.pathname}?lang=zh-CN`);
  await phone.getByText('号码有效，系统还没有收到').waitFor();
  const meanwhile = await take(server, branch, 'cash');
  assert.ok(![first, second].includes(meanwhile.number));
  assert.ok(!(await waiting()).includes(first));

  const reported = kiosk.waitForResponse((answer) => answer.url().endsWith('/public/kiosks/report'));
  await kiosk.context().setOffline(false);
  assert.equal((await reported).status(), 200);
  const line = await waiting();
  for (const number of [first, second, meanwhile.number]) {
    assert.equal(line.filter((one) => one === number).length, 1, `${number} stands in ${line}`);
  }
  await phone.getByText('等候中', { exact: true }).waitFor();
  await kiosk.getByText('网络暂时中断，可以继续取号').waitFor({ state: 'hidden' });
  await phone.context().close();
  await kiosk.context().close();
});

test('what was printed survives a reload, and is not reported twice', async () => {
  const kiosk = await openRegistered();
  await kiosk.getByRole('heading', { name: '您好，请选择语言' }).waitFor();
  const API = /\/api\//;
  await kiosk.route(API, (route) => route.abort());
  await kiosk.getByText('网络暂时中断，可以继续取号').waitFor({ timeout: 40_000 });
  const number = await takeAlone(kiosk);
  await kiosk.reload();
  // A page that begins without the server knows neither services nor hours, and says whom to ask.
  await kiosk.getByText('取号机暂时连接不上系统').waitFor();
  const reported = kiosk.waitForResponse((answer) => answer.url().endsWith('/public/kiosks/report'));
  await kiosk.unroute(API);
  assert.deepEqual(await (await reported).json(), { outcomes: ['taken'] });
  const again = kiosk.waitForResponse((answer) => answer.url().endsWith('/public/kiosks/identify'));
  await kiosk.reload();
  await again;
  assert.equal((await waiting()).filter((one) => one === number).length, 1);
  await kiosk.context().close();
});

test('two pages of one kiosk never issue the same number', async () => {
  const kiosk = await openRegistered();
  const twin = await kiosk.context().newPage();
  await twin.setViewportSize(KIOSK);
  await twin.goto(kiosk.url());
  await twin.getByRole('heading', { name: '您好，请选择语言' }).waitFor();
  await kiosk.context().setOffline(true);
  for (const page of [kiosk, twin]) await page.getByText('网络暂时中断，可以继续取号').waitFor({ timeout: 40_000 });
  const numbers = await Promise.all([takeAlone(kiosk), takeAlone(twin)]);
  assert.notEqual(numbers[0], numbers[1]);
  const reported = kiosk.context().waitForEvent('response', (answer) => answer.url().endsWith('/public/kiosks/report'));
  await kiosk.context().setOffline(false);
  await reported;
  for (const number of numbers) {
    await until(async () => (await waiting()).includes(number));
    assert.equal((await waiting()).filter((one) => one === number).length, 1);
  }
  await kiosk.context().close();
});

test('a kiosk with a bridge prints there, says what came of it, and calls nobody else', async () => {
  const bridge = 'http://127.0.0.1:9180';
  const kiosk = await openRegistered({ bridge_url: bridge });
  const printed = [];
  let state = 'printed';
  await kiosk.route(`${bridge}/print`, async (route) => {
    printed.push(route.request().postDataJSON());
    const headers = { 'access-control-allow-origin': server.url };
    await route.fulfill({ json: { state }, headers });
  });
  await press(kiosk, /^中文/);
  await press(kiosk, '全部业务');
  await press(kiosk, /存款取款/);
  await press(kiosk, '不需要，继续');
  await press(kiosk, '继续取号，到柜台办理');
  await press(kiosk, '不登记，直接取号');
  await press(kiosk, '确认取号');
  await kiosk.getByText('小票已打印，请取走').waitFor();
  const number = await kiosk.locator('.slip-number').innerText();
  assert.equal(printed.length, 1);
  assert.deepEqual(printed[0].parts[1], { kind: 'text', text: number, size: 'huge', align: 'center' });
  assert.ok(printed[0].parts.some((part) => part.kind === 'qr' && part.text.includes('/phone/')));
  state = 'paper_out';
  await press(kiosk, '打印小票');
  await kiosk.getByText('打印机缺纸').waitFor();
  await shown(kiosk);
  await picture(kiosk, 'kiosk-paper-out');
  assert.deepEqual(await cutTexts(kiosk), []);
  assert.deepEqual(await serious(kiosk), []);
  // The page may call its own machine and nothing else.
  const elsewhere = await kiosk.evaluate(() => fetch('https://elsewhere.example/').then(() => 'went', () => 'blocked'));
  assert.equal(elsewhere, 'blocked');
  await kiosk.context().close();
});

test('with a roll the kiosk says which paper is next', async () => {
  const path = `/branches/${branch.id}/roll`;
  const body = { active: true, digits: 3, next: 57, reason: 'switch', version: 0 };
  await server.call('PUT', path, { token: boss, body });
  const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}`, { size: KIOSK });
  await press(kiosk, /^中文/);
  await press(kiosk, '全部业务');
  await press(kiosk, /存款取款/);
  await press(kiosk, '不需要，继续');
  await press(kiosk, '继续取号，到柜台办理');
  await press(kiosk, '不登记，直接取号');
  await press(kiosk, '确认取号');
  await kiosk.getByText('请取下一张号纸，上面的号码应为 057').waitFor();
  assert.equal(await kiosk.getByRole('button', { name: '打印小票' }).count(), 0);
  await shown(kiosk);
  await picture(kiosk, 'kiosk-roll');
  assert.deepEqual(await serious(kiosk), []);
  assert.deepEqual(await cutTexts(kiosk), []);
  await server.call('PUT', path, { token: boss, body: { ...body, active: false, version: 1 } });
  await kiosk.context().close();
});
