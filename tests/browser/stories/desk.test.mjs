// A teller's day by keyboard: call, call again, serve, set aside, hand on, pause, finish; and the bar above other programs.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { picture, serious } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import { choose, openCounter, signIn, take } from '../lib/staff.mjs';

let desk;

useHouse(async () => {
  desk = await signIn(browser, server, 'teller', '/counter', { branch: branch.id });
  await openCounter(desk);
});

afterEach(() => assert.deepEqual(desk.complaints.splice(0), []));

const current = () => desk.getByRole('region', { name: '当前客户' });
const calling = () => desk.getByRole('button', { name: /呼叫下一位/ });

/** Takes a number and waits until this desk may call it. */
async function waiting(code = 'cash') {
  const ticket = await take(server, branch, code);
  await desk.getByRole('region', { name: '等候队列' }).getByText(ticket.number).waitFor();
  return ticket;
}

async function callNext(ticket) {
  await desk.keyboard.press('F2');
  await current().getByText(ticket.number).first().waitFor();
  await desk.getByRole('button', { name: /^开始办理/ }).and(desk.locator(':enabled')).waitFor();
}

async function serve() {
  await desk.keyboard.press('F4');
  await desk.getByRole('button', { name: /^办结/ }).and(desk.locator(':enabled')).waitFor();
}

async function finish() {
  await desk.keyboard.press('F8');
  await desk.getByRole('dialog').getByRole('radio', { name: '已办结', exact: true }).focus();
  await desk.keyboard.press('F8');
  await calling().waitFor();
}

test('a visit goes from call to end without the mouse', async () => {
  const ticket = await waiting();
  await callNext(ticket);
  await current().getByText('为什么是这位').waitFor();
  // Calling again is refused within seconds of a call, so the button counts down instead of failing.
  const recall = desk.getByRole('button', { name: /^重呼/ });
  assert.ok(await recall.isDisabled());
  await picture(desk, 'desk-recall-soon');
  assert.deepEqual(await serious(desk), []);
  await recall.and(desk.locator(':enabled')).waitFor();
  await desk.keyboard.press('F3');
  await current().getByText('已重呼 1 次').waitFor();
  await serve();
  await picture(desk, 'desk-serving');
  await desk.keyboard.press('F8');
  await desk.getByRole('dialog').waitFor();
  await picture(desk, 'desk-finish');
  assert.deepEqual(await serious(desk), []);
  await desk.keyboard.press('Escape');
  await desk.getByRole('dialog').waitFor({ state: 'hidden' });
  await finish();
});

test('a visit is set aside and called back', async () => {
  const ticket = await waiting();
  await callNext(ticket);
  await serve();
  await desk.keyboard.press('F7');
  await desk.getByText(`${ticket.number} 已暂挂，客户号码保留`).waitFor();
  await desk.getByRole('heading', { name: '暂挂 1 位' }).waitFor();
  await picture(desk, 'desk-parked');
  await desk.getByRole('button', { name: `呼叫 ${ticket.number}`, exact: true }).click();
  await current().getByText(ticket.number).first().waitFor();
  await serve();
  await finish();
});

test('a visit is handed on to another service', async () => {
  const ticket = await waiting();
  await callNext(ticket);
  await serve();
  await desk.keyboard.press('F9');
  const drawer = desk.getByRole('dialog');
  await choose(drawer.getByRole('combobox'), '理财基金保险');
  await drawer.getByLabel('交接说明').fill('想了解三年期产品');
  await picture(desk, 'desk-transfer');
  await drawer.getByRole('button', { name: /转办/ }).click();
  await desk.getByText('已转出，客户号码不变').waitFor();
  await calling().waitFor();
  const token = await server.token('branch_manager', branch.id);
  const visit = await server.call('GET', `/visits/${ticket.visit_id}`, { token });
  assert.equal(visit.service.code, 'wealth');
  assert.equal(visit.number, ticket.number);
});

test('the counter pauses for a reason and comes back', async () => {
  await desk.keyboard.press('F10');
  await picture(desk, 'desk-pausing');
  await desk.getByRole('menuitem', { name: '用餐' }).click();
  await desk.getByText('本柜台已暂停，恢复后可继续叫号').waitFor();
  assert.ok(await calling().isDisabled());
  await picture(desk, 'desk-paused');
  await desk.keyboard.press('F10');
  await calling().and(desk.locator(':enabled')).waitFor();
});

test('the teller bar does the same in one line, and both follow each other', async () => {
  const ticket = await waiting();
  const bar = await desk.context().newPage();
  await bar.setViewportSize({ width: 420, height: 72 });
  await bar.goto(`${server.url}/counter/bar`);
  await bar.getByRole('button', { name: /下一位/ }).click();
  await bar.getByText(ticket.number).waitFor();
  await current().getByText(ticket.number).first().waitFor();
  await bar.getByRole('button', { name: /^办理/ }).click();
  await bar.getByRole('button', { name: /^办结/ }).and(bar.locator(':enabled')).waitFor();
  await picture(bar, 'teller-bar');
  assert.deepEqual(await serious(bar), []);
  await bar.getByRole('button', { name: /^办结/ }).click();
  await bar.getByRole('button', { name: /下一位/ }).waitFor();
  await calling().waitFor();
  await bar.close();
});
