// The phone page: it follows the line although nobody reloads it, says the same as the slip, and reads well on a small
// phone, by day and by night, in both languages, with the network and without.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutTexts, open, PHONE, picture, scrollsSideways, serious, SMALL_PHONE, shown } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import { Teller } from '../lib/lobby.mjs';
import { take } from '../lib/staff.mjs';

let teller;

useHouse(async () => {
  teller = await Teller.at(server, branch, 1);
});

const phoneOf = (ticket, how = {}) =>
  open(browser, `${server.url}${ticket.phone_path}`, { size: PHONE, ...how });

async function inspect(phone, name) {
  await shown(phone);
  await picture(phone, `phone-${name}`);
  assert.deepEqual(await serious(phone), [], `axe finds serious faults on ${name}`);
  assert.deepEqual(await cutTexts(phone), [], `cut off on ${name}`);
  assert.equal(await scrollsSideways(phone), false, `${name} scrolls sideways`);
  assert.deepEqual(phone.complaints, [], `${name} complains`);
}

/** Opens a phone whose clock never asks again: whatever it learns, it learns from the live stream. */
async function listeningPhone(ticket) {
  const phone = await open(browser, 'about:blank', { size: PHONE });
  await phone.addInitScript(() => {
    const real = window.setTimeout;
    window.setTimeout = (act, delay, ...more) => (delay >= 10_000 ? 0 : real(act, delay, ...more));
  });
  await phone.goto(`${server.url}${ticket.phone_path}`);
  return phone;
}

/** What the page says of the line. */
const ahead = (phone) => phone.locator('.ticket-facts dd').first();

test('the second hears that the first was called, without reloading', async () => {
  const first = await take(server, branch, 'cash');
  const second = await take(server, branch, 'cash');
  const third = await take(server, branch, 'cash');
  const phones = await Promise.all([first, second, third].map(listeningPhone));
  const [called, next, last] = phones;
  // The phone says what the slip said.
  await ahead(called).getByText('您是下一位').waitFor();
  await ahead(next).getByText('1 位').waitFor();
  await ahead(last).getByText('2 位').waitFor();
  const loads = [];
  for (const phone of phones) phone.on('framenavigated', () => loads.push(phone.url()));

  const visit = await teller.serve();
  assert.equal(visit.number, first.number);
  await called.getByText('办理中').waitFor();
  await ahead(next).getByText('您是下一位').waitFor();
  await ahead(last).getByText('1 位').waitFor();

  // Somebody in between gives up, on their own phone.
  await next.getByRole('button', { name: '取消排队' }).click();
  await next.getByRole('button', { name: '确定取消' }).click();
  await next.getByText('这个号码已取消').waitFor();
  await ahead(last).getByText('您是下一位').waitFor();
  assert.deepEqual(loads, []);

  // Who stays is called, and told where to.
  await teller.finish();
  await teller.call();
  await last.getByText('请到 1 号柜台').waitFor();
  await called.getByText('这次办理得怎么样').waitFor();
  await server.call('POST', `/visits/${teller.visit.id}/serve`, { token: teller.token });
  await teller.finish();
  for (const phone of phones) {
    assert.deepEqual(phone.complaints, []);
    await phone.context().close();
  }
});

for (const [language, theme] of [
  ['zh-CN', 'light'],
  ['zh-CN', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
]) {
  test(`from waiting to rating on a small phone, ${language}, ${theme}`, async () => {
    const english = language === 'en';
    const name = (step) => `${step}-${language}-${theme}`;
    // Somebody has to be with the teller, or the number is next at once.
    await take(server, branch, 'cash');
    await teller.serve();
    await take(server, branch, 'cash');
    const ticket = await take(server, branch, 'card_replacement');
    const phone = await phoneOf(ticket, { size: SMALL_PHONE, theme });
    if (english) await phone.getByRole('button', { name: 'English' }).click();
    await phone.getByText(english ? 'Waiting' : '等候中', { exact: true }).waitFor();
    await inspect(phone, name('waiting'));
    await phone.getByRole('button', { name: english ? '5 min' : '5 分钟', exact: true }).click();
    await phone.getByText(english ? /^Postponed until/ : /^已为您延后到/).waitFor();
    await phone.getByRole('button', { name: english ? 'Give up my place' : '取消排队' }).click();
    await inspect(phone, name('postponed'));
    await phone.getByRole('button', { name: english ? 'Keep waiting' : '继续排队' }).click();

    // Called by name of the number, although it had asked for more time.
    await teller.finish();
    await teller.serve();
    await teller.finish();
    await server.call('POST', `/visits/${ticket.visit_id}/call`, { token: teller.token });
    await phone.getByText(english ? 'Go to counter 1' : '请到 1 号柜台').first().waitFor();
    await inspect(phone, name('called'));
    await server.call('POST', `/visits/${ticket.visit_id}/serve`, { token: teller.token });
    await phone.getByText(english ? 'Being served' : '办理中', { exact: true }).waitFor();
    await inspect(phone, name('serving'));
    const next_steps = [(await steps())[0]].filter(Boolean);
    await server.call('POST', `/visits/${ticket.visit_id}/finish`, { token: teller.token, body: { next_steps } });
    await phone.getByRole('radio', { name: english ? 'Satisfied' : '满意', exact: true }).check({ force: true });
    await inspect(phone, name('rating'));
    await phone.getByRole('button', { name: english ? 'Send' : '提交评价' }).click();
    await phone.getByText(english ? 'Thank you for your rating' : '谢谢您的评价').waitFor();
    await inspect(phone, name('rated'));
    await phone.context().close();
  });
}

/** The codes of what a customer may have to do next, from the rules. */
async function steps() {
  const token = await server.token('administrator');
  const { content } = await server.call('GET', '/rules/lobby%2Fcn', { token });
  const list = content.split('next_steps:')[1] ?? '';
  return [...list.matchAll(/code: (\w+)/g)].map((match) => match[1]);
}

test('large type and high contrast go together on a phone, and stay', async () => {
  const ticket = await take(server, branch, 'loan');
  for (const language of ['zh-CN', 'en']) {
    const english = language === 'en';
    const phone = await open(browser, `${server.url}${ticket.phone_path}?lang=${language}`, { size: SMALL_PHONE });
    const press = (label) => phone.getByRole('button', { name: label }).click();
    await phone.getByText(ticket.number).waitFor();
    await press(english ? 'Large type' : '大字');
    await inspect(phone, `large-${language}`);
    await press(english ? 'High contrast' : '高对比度');
    await inspect(phone, `large-contrast-${language}`);
    await phone.reload();
    await phone.getByRole('button', { name: english ? 'Large type' : '大字', pressed: true }).waitFor();
    await phone.getByRole('button', { name: english ? 'High contrast' : '高对比度', pressed: true }).waitFor();
    await phone.context().close();
  }
});

test('without the network the last known state stays, with its age', async () => {
  const ticket = await take(server, branch, 'wealth');
  const phone = await phoneOf(ticket, { size: SMALL_PHONE });
  await phone.getByText(ticket.number).waitFor();
  await phone.context().setOffline(true);
  await phone.getByText(/暂时连接不上系统，下面是.*的情况/).waitFor({ timeout: 60_000 });
  await phone.getByText(ticket.number).waitFor();
  await inspect(phone, 'no-network');
  await phone.context().setOffline(false);
  await phone.getByText(/暂时连接不上系统/).waitFor({ state: 'hidden', timeout: 60_000 });
  await phone.context().close();
});

test('a number is taken on the phone, step by step', async () => {
  for (const language of ['zh-CN', 'en']) {
    const english = language === 'en';
    const phone = await open(browser, `${server.url}/phone/new/${branch.id}?lang=${language}`, { size: SMALL_PHONE });
    const goOn = async (label, step) => {
      const button = phone.getByRole('button', { name: label }).first();
      await button.click();
      await button.waitFor({ state: 'hidden' });
      await inspect(phone, `new-${step}-${language}`);
    };
    await inspect(phone, `new-start-${language}`);
    await goOn(english ? 'Start' : '开始取号', 'need');
    await phone.getByRole('textbox').fill(english ? 'lost my card' : '卡丢了');
    await phone.getByText(english ? 'You would like to' : '您要办理的是').waitFor();
    await goOn(english ? /Lost or replaced/ : /挂失/, 'care');
    await goOn(english ? 'No, continue' : '不需要，继续', 'self-service');
    await goOn(english ? 'Continue and see a teller' : '继续取号，到柜台办理', 'identify');
    await goOn(english ? 'Do not register' : '不登记，直接取号', 'confirm');
    await phone.getByRole('button', { name: english ? 'Take my number' : '确认取号' }).click();
    await phone.waitForURL(/\/phone\/(?!new)/);
    await phone.locator('.ticket').waitFor();
    await inspect(phone, `new-taken-${language}`);
    await phone.context().close();
  }
});
