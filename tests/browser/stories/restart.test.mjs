// Public pages survive a restart of the server: they say that they are offline, and come back by themselves.

import { test } from 'node:test';
import { KIOSK, open, PHONE, picture, WALL } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';

useHouse();

test('kiosk, hall screen and phone page show that they are offline and recover', async () => {
  const kiosk = await server.call('GET', `/public/branches/${branch.id}/kiosk`);
  const body = { service_id: kiosk.services[0].id, channel: 'kiosk' };
  const ticket = await server.call('POST', `/public/branches/${branch.id}/tickets`, { body });
  const pages = {
    kiosk: await open(browser, `${server.url}/kiosk/${branch.id}`, { size: KIOSK }),
    hall: await open(browser, `${server.url}/hall/${branch.id}`, { size: WALL }),
    phone: await open(browser, `${server.url}${ticket.phone_path}`, { size: PHONE }),
  };
  const offline = /连接不上|连接中断|离线|网络暂时不通|暂时没有连接/;
  await pages.kiosk.getByRole('button', { name: /中文/ }).waitFor();
  await pages.phone.getByText(ticket.number).first().waitFor();

  await server.end('SIGKILL');
  for (const [name, page] of Object.entries(pages)) {
    await page.getByText(offline).first().waitFor({ timeout: 60_000 });
    await picture(page, `${name}-offline`);
  }
  await server.again();
  for (const page of Object.values(pages)) {
    await page.getByText(offline).first().waitFor({ state: 'hidden', timeout: 60_000 });
    await page.context().close();
  }
});
