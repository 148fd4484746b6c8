// The public pages stay light, and a browser of early 2021 understands them: kiosks and wall screens grow old.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KIOSK, PHONE, shown, WALL } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import { take } from '../lib/staff.mjs';

let ticket;

useHouse(async () => {
  ticket = await take(server, branch, 'cash');
});

/** What scripts and styles may weigh on the wire, in bytes. */
const BUDGET = 95_000;

/** What came after Chromium 87: calls that fail there, and syntax that it does not read. */
const TOO_NEW = [
  /\bObject\.hasOwn\(/,
  /\bstructuredClone\(/,
  /\.(at|findLast|findLastIndex|toSorted|toReversed|with)\(-/,
  /\bAbortSignal\.(timeout|any)\(/,
  /\bcrypto\.randomUUID\(/,
  /\bstatic\s*\{/,
  /#\w+ in /,
];

/** Opens a page and answers with what it loaded: scripts and styles with their text and their weight on the wire. */
async function load(path, size) {
  const page = await browser.newPage({ viewport: size });
  const files = [];
  page.on('response', (response) => {
    if (/\.(js|css)$/.test(new URL(response.url()).pathname)) files.push(response);
  });
  await page.goto(`${server.url}${path}`);
  await page.locator('.kiosk, .hall, .phone').waitFor();
  await shown(page);
  const loaded = [];
  for (const response of files) {
    const { responseBodySize } = await response.request().sizes();
    loaded.push({ url: response.url(), bytes: responseBodySize, text: await response.text() });
  }
  await page.close();
  return loaded;
}

test('every public page is small and plain', async () => {
  for (const [path, size] of [
    [`/kiosk/${branch.id}`, KIOSK],
    [`/hall/${branch.id}`, WALL],
    [`/phone/new/${branch.id}`, PHONE],
    [ticket.phone_path, PHONE],
  ]) {
    const files = await load(path, size);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    assert.ok(files.length >= 3, `${path} loads ${files.length} files`);
    assert.ok(bytes > 10_000 && bytes < BUDGET, `${path} loads ${bytes} bytes`);
    for (const { url, text } of files.filter((file) => file.url.endsWith('.js'))) {
      const found = TOO_NEW.filter((sign) => sign.test(text)).map(String);
      assert.deepEqual(found, [], `${url} is too new for old screens`);
    }
  }
});
