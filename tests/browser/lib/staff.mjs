// Staff at work: signed in as a demo role, at a counter, with customers before them.

import { openBlank, WIDE } from './browser.mjs';

/** Signs in as a demo role and opens a page; the session is of this page alone. */
export async function signIn(browser, server, role, path, { branch, ordinal, ...how } = {}) {
  const { language = 'zh-CN', theme = 'light' } = how;
  const page = await openBlank(browser, { size: WIDE, ...how });
  // What the machine remembers from earlier days; what is chosen on the page stands.
  await page.addInitScript(
    ([locale, mode]) => {
      if (location.protocol === 'about:') return;
      localStorage.setItem('shouwen.locale', localStorage.getItem('shouwen.locale') ?? locale);
      localStorage.setItem('shouwen.mode', localStorage.getItem('shouwen.mode') ?? mode);
    },
    [language, theme],
  );
  const answer = await page.request.post(`${server.url}/api/v1/demo/session`, {
    headers: { 'accept-language': language },
    data: { role, branch_id: branch, ordinal },
  });
  if (!answer.ok()) throw new Error(await answer.text());
  await page.goto(`${server.url}${path}`);
  return page;
}

/** Goes on inside as a link does, without loading everything again; waits for the heading of what comes. */
export async function goInside(page, path) {
  await page.evaluate((to) => {
    for (const heading of document.querySelectorAll('h1')) heading.dataset.left = '';
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, path);
  await page.locator('h1:not([data-left])').first().waitFor();
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
