// What is kept of people and acts: a customer's visits with every step, who looked at them, the record of acts in
// both languages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture, serious, shown, TABLET } from '../lib/browser.mjs';
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
});

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
  const { page } = await openFile('compliance', { branch: undefined, language: 'en' });
  await page.getByRole('tab', { name: 'Who looked' }).click();
  await page.getByRole('cell', { name: 'Serve the customer' }).first().waitFor();
  await page.getByRole('cell', { name: 'Lin Ruoxi' }).first().waitFor();
  await picture(page, 'customer-looks-en');
  assert.deepEqual(await serious(page), []);
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await shown(page);
  await picture(page, 'customer-timeline-en');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

for (const language of ['zh-CN', 'en']) {
  for (const [name, size] of [
    ['wide', undefined],
    ['tablet', TABLET],
  ]) {
    test(`the record of acts has room for its columns (${language}, ${name})`, async () => {
      const how = size ? { language, size } : { language };
      const page = await signIn(browser, server, 'compliance', '/audit', how);
      const person = language === 'en' ? 'Li Haoran' : '李浩然';
      await page.getByRole('cell', { name: person }).first().waitFor();
      await shown(page);
      await picture(page, `audit-${name}-${language}`);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll('tbody td')]
          .filter((cell) => cell.scrollWidth > cell.clientWidth + 1 && !cell.title)
          .map((cell) => cell.textContent),
      );
      assert.deepEqual(cut, []);
      assert.deepEqual(await serious(page), []);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }
}
