// Every kind of page, in both languages: it loads, says its title, has no serious finding of axe, and does not scroll
// sideways at 200 % zoom where customers use it. Pictures of all are left behind.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  KIOSK,
  open,
  PHONE,
  picture,
  scrollsSideways,
  serious,
  shown,
  TABLET,
  WALL,
  WIDE,
} from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import { signIn } from '../lib/staff.mjs';

let ticket;

useHouse(async () => {
  const kiosk = await server.call('GET', `/public/branches/${branch.id}/kiosk`);
  for (let count = 0; count < 12; count += 1) {
    const service = kiosk.services[count % kiosk.services.length];
    const care = count % 4 === 0 ? { care_group: 'elderly' } : {};
    const body = { service_id: service.id, channel: 'kiosk', ...care };
    ticket = await server.call('POST', `/public/branches/${branch.id}/tickets`, { body });
  }
});

const STAFF = [
  ['teller', '/counter'],
  ['teller', '/counter/bar'],
  ['lobby_manager', '/board'],
  ['branch_manager', '/visits'],
  ['branch_manager', '/customers'],
  ['branch_manager', '/follow-ups'],
  ['administrator', '/settings/branches'],
  ['administrator', '/settings/counters'],
  ['administrator', '/settings/services'],
  ['administrator', '/settings/staff'],
  ['administrator', '/settings/skills'],
  ['administrator', '/settings/shifts'],
  ['administrator', '/settings/hours'],
  ['administrator', '/settings/calendars'],
  ['administrator', '/settings/rules'],
  ['administrator', '/settings/rules/lobby/cn'],
  ['compliance', '/audit'],
  ['teller', '/me/sessions'],
  ['teller', '/me/security'],
];

async function inspect(page, name) {
  await shown(page);
  await picture(page, name);
  assert.deepEqual(await serious(page), [], `axe finds serious faults on ${name}`);
  assert.deepEqual(page.complaints, [], `${name} complains`);
}

for (const language of ['zh-CN', 'en']) {
  for (const [role, path] of STAFF) {
    test(`${path} as ${role} in ${language}`, async () => {
      const theme = language === 'en' ? 'dark' : 'light';
      const size = path.endsWith('/bar') ? TABLET : WIDE;
      const page = await signIn(browser, server, role, path, { branch: branch.id, size, language, theme });
      await inspect(page, `${path.slice(1).replaceAll('/', '-')}-${language}-${theme}`);
      await page.context().close();
    });
  }

  test(`public pages in ${language}`, async () => {
    const english = language === 'en';
    const pages = {
      start: ['/', WIDE, /首问|Shouwen/],
      kiosk: [`/kiosk/${branch.id}`, KIOSK, english ? 'Please choose your language' : '请选择语言'],
      hall: [`/hall/${branch.id}`, WALL, english ? 'Waiting' : '等候'],
      phone: [ticket.phone_path, PHONE, english ? 'My number' : '我的号码'],
      'phone-new': [`/phone/new/${branch.id}`, PHONE, english ? 'Please take a number' : '请取号'],
    };
    for (const [name, [path, size, words]] of Object.entries(pages)) {
      const page = await open(browser, `${server.url}${path}?lang=${language}`, { size, language });
      await page.getByText(words).first().waitFor();
      await inspect(page, `${name}-${language}`);
      await page.context().close();
    }
  });
}

test('customers can zoom to 200 %', async () => {
  for (const path of [`/kiosk/${branch.id}`, ticket.phone_path, `/phone/new/${branch.id}`]) {
    // At 200 % a page has half its width.
    const size = path.startsWith('/kiosk') ? { width: 540, height: 960 } : { width: 195, height: 422 };
    const page = await open(browser, `${server.url}${path}`, { size });
    await shown(page);
    assert.equal(await scrollsSideways(page), false, `${path} scrolls sideways at 200 %`);
    await page.context().close();
  }
});
