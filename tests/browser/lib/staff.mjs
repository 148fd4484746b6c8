// Staff at work: signed in as a demo role, at a counter, with customers before them.

import { open, WIDE } from './browser.mjs';

/** Signs in as a demo role and opens a page; the session is of this page alone. */
export async function signIn(browser, server, role, path, { branch, ordinal, ...how } = {}) {
  const page = await open(browser, server.url, { size: WIDE, ...how });
  const { language = 'zh-CN', theme = 'light' } = how;
  await page.evaluate(
    async ({ role, branch, ordinal, language, theme }) => {
      localStorage.setItem('shouwen.locale', language);
      localStorage.setItem('shouwen.mode', theme);
      const answer = await fetch('/api/v1/demo/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ role, branch_id: branch, ordinal }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    { role, branch, ordinal, language, theme },
  );
  await page.goto(`${server.url}${path}`);
  return page;
}

/** Opens the counter of the roster, or the first that is free. */
export async function openCounter(page) {
  const free = page.getByRole('button', { name: /打开 .* 号柜台/ }).and(page.locator(':enabled'));
  await free.first().click();
  await page.getByRole('button', { name: /呼叫下一位/ }).waitFor();
}

/** Takes a number at the kiosk without touching a screen. */
export async function take(server, branch, code, more = {}) {
  const kiosk = await server.call('GET', `/public/branches/${branch.id}/kiosk`);
  const service = kiosk.services.find((one) => one.code === code);
  const body = { service_id: service.id, channel: 'kiosk', ...more };
  return server.call('POST', `/public/branches/${branch.id}/tickets`, { body });
}

/** Chooses in a list the way of the keyboard: type, then Enter. */
export async function choose(combobox, words) {
  await combobox.click();
  await combobox.fill(words);
  await combobox.page().locator('.ant-select-item-option-active', { hasText: words }).waitFor();
  await combobox.press('Enter');
}
