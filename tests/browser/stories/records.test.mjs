// What is kept of people and acts: a customer's visits with every step, who looked at them, the record of acts in
// both languages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { picture, serious, shown, TABLET, WIDE } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import { phoneOfCustomer, Teller } from '../lib/lobby.mjs';
import { signIn, take } from '../lib/staff.mjs';

let customer;
let visit;

useHouse(async () => {
  const phone = await phoneOfCustomer(server, branch);
  const teller = await Teller.at(server, branch, 2);
  const identity = { kind: 'phone', value: phone };
  const ticket = await take(server, branch, 'cash', { identity });
  await teller.serve();
  await teller.finish();
  const rating = { satisfaction: 2, effort: 3, recommend: 4, comment: '等得有点久，但柜员很耐心。' };
  await server.call('POST', `/public/tickets/${ticket.token}/rating`, { body: rating });
  visit = await teller.ask('GET', `/visits/${ticket.visit_id}`);
  customer = visit.customer.id;
  await followedUp();
});

/** A follow-up is opened by what was announced, a moment after the rating; the file does not wait for it. */
async function followedUp() {
  const token = await server.token('branch_manager', branch.id, 1);
  for (const until = Date.now() + 10_000; Date.now() < until; await delay(100)) {
    const { items } = await server.call('GET', `/customers/${customer}/timeline`, { token });
    if (items.some((entry) => JSON.stringify(entry).includes('follow_up'))) return;
  }
  throw new Error('no follow-up stands in the file after ten seconds');
}

/** Opens the customer's file and waits for the visit of this story. */
async function openFile(role, how = {}) {
  const page = await signIn(browser, server, role, `/customers/${customer}`, { branch: branch.id, ...how });
  const entry = page.getByRole('region', { name: new RegExp(`^${visit.number} `) });
  await entry.waitFor();
  return { page, entry };
}

test('a visit is one entry with its marks, and opens into every step and the reason of the call', async () => {
  const { page, entry } = await openFile('branch_manager');
  await entry.getByText(/2 号柜台 · 李浩然 · 等候 .* · 办理 /).waitFor();
  await entry.getByRole('img', { name: /满意度 2 分/ }).waitFor();
  await entry.getByText('等得有点久，但柜员很耐心。').waitFor();
  await entry.getByRole('button', { name: /全过程/ }).click();
  await entry.getByText('为什么是这位').first().waitFor();
  await entry.getByText('发起回访').waitFor();
  await picture(page, 'customer-timeline-zh-CN');
  assert.deepEqual(await serious(page), []);
  await entry.getByRole('link', { name: '查看到店记录' }).click();
  await page.getByRole('heading', { level: 1, name: `到店记录 ${visit.number}` }).waitFor();
  await page.getByRole('img', { name: /满意度 2 分/ }).waitFor();
  await shown(page);
  await picture(page, 'visit-rated-zh-CN');
  assert.deepEqual(await serious(page), []);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('a teller who did not serve the visit sees that it was rated and not how', async () => {
  const { page, entry } = await openFile('teller', { ordinal: 1 });
  await entry.getByText('客户已评价').waitFor();
  assert.equal(await page.getByRole('img', { name: /满意度/ }).count(), 0);
  assert.equal(await page.getByText('回访').count(), 0);
  assert.equal(await page.getByRole('tab', { name: '谁看过' }).count(), 0);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('who looked at a customer stands in the file, with person, field and reason', async () => {
  const { page, entry } = await openFile('compliance', { branch: undefined, language: 'en' });
  await page.getByRole('tab', { name: 'Who looked' }).click();
  await page.getByRole('cell', { name: 'Serve the customer' }).first().waitFor();
  await page.getByRole('cell', { name: 'Lin Ruoxi' }).first().waitFor();
  await picture(page, 'customer-looks-en');
  assert.deepEqual(await serious(page), []);
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await shown(page);
  await picture(page, 'customer-timeline-en');
  await entry.getByRole('link', { name: 'Open visit record' }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(visit.number) }).waitFor();
  await shown(page);
  await picture(page, 'visit-rated-en');
  assert.deepEqual(await serious(page), []);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

/** Answers with the cells that show less than they hold and do not say the rest either. */
const cutCells = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('tbody td')]
      .filter((cell) => cell.scrollWidth > cell.clientWidth + 1 && !cell.title)
      .map((cell) => cell.textContent),
  );

for (const language of ['zh-CN', 'en']) {
  test(`the record of acts has room for its columns, ${language}`, async () => {
    const page = await signIn(browser, server, 'compliance', '/audit', { language });
    await page.getByRole('cell', { name: language === 'en' ? 'Li Haoran' : '李浩然' }).first().waitFor();
    for (const [name, size] of Object.entries({ wide: WIDE, tablet: TABLET })) {
      await page.setViewportSize(size);
      await shown(page);
      await picture(page, `audit-${name}-${language}`);
      assert.deepEqual(await cutCells(page), [], name);
      assert.deepEqual(await serious(page), [], name);
    }
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}
