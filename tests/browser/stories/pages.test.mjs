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
import { goInside, signIn } from '../lib/staff.mjs';

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

/** The pages behind sign-in by who sees them; the first is opened by its address, the others from inside. */
const STAFF = {
  teller: ['/counter', '/me/sessions', '/me/security'],
  lobby_manager: ['/board'],
  branch_manager: ['/visits', '/appointments', '/customers', '/follow-ups'],
  administrator: [
    '/settings/branches',
    '/settings/counters',
    '/settings/services',
    '/settings/staff',
    '/settings/roles',
    '/settings/skills',
    '/settings/shifts',
    '/settings/hours',
    '/settings/calendars',
    '/settings/rules',
    '/settings/rules/lobby/cn',
  ],
  compliance: ['/audit'],
};

async function inspect(page, name) {
  await shown(page);
  await picture(page, name);
  assert.deepEqual(await serious(page), [], `axe finds serious faults on ${name}`);
  assert.deepEqual(page.complaints.splice(0), [], `${name} complains`);
}

for (const language of ['zh-CN', 'en']) {
  const theme = language === 'en' ? 'dark' : 'light';
  const nameOf = (path) => `${path.slice(1).replaceAll('/', '-')}-${language}-${theme}`;

  for (const [role, [first, ...others]] of Object.entries(STAFF)) {
    test(`pages of ${role} in ${language}`, async (story) => {
      const page = await signIn(browser, server, role, first, { branch: branch.id, language, theme });
      await page.locator('h1').first().waitFor();
      await story.test(first, () => inspect(page, nameOf(first)));
      for (const path of others) {
        await story.test(path, async () => {
          await goInside(page, path);
          await inspect(page, nameOf(path));
        });
      }
      await page.context().close();
    });
  }

  test(`the teller bar in ${language}`, async () => {
    const how = { branch: branch.id, size: TABLET, language, theme };
    const page = await signIn(browser, server, 'teller', '/counter/bar', how);
    await inspect(page, nameOf('/counter/bar'));
    await page.context().close();
  });

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
