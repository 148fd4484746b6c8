// A real Chromium, pages that fail a test when they complain, and pictures of what they show.

import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import jsQR from 'jsqr';
import { chromium } from 'playwright-core';
import { PNG } from 'pngjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Where all pictures go, for a person to look at. */
const SCREENS = join(ROOT, 'target/screens');

/** Where those that the README shows go too: `SHOUWEN_SCREENS=docs/screens` renews them. */
const SHOWN = process.env.SHOUWEN_SCREENS && resolve(ROOT, process.env.SHOUWEN_SCREENS);
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

export const WIDE = { width: 1440, height: 900 };
export const TABLET = { width: 1024, height: 768 };
export const PHONE = { width: 390, height: 844 };
export const SMALL_PHONE = { width: 360, height: 740 };
export const WALL = { width: 1920, height: 1080 };
export const KIOSK = { width: 1080, height: 1920 };

/**
 * What the browser does beside showing pages, and nobody here sees: the address bar draws pages of its own, which takes
 * a fifth of the time of a story. The last list given holds, so those that Playwright leaves out are named again.
 */
const UNSEEN = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxFullPopup', 'WebUIOmniboxAimPopup', 'InitialWebUI', 'WebUIReloadButton'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'LensOverlay'],
  ...['HttpsFirstBalancedModeAutoEnable', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'AimEnabled', 'PreconnectToSearch', 'Translate'],
];

export async function launch() {
  return chromium.launch({
    executablePath: process.env.SHOUWEN_BROWSER ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      `--disable-features=${UNSEEN.join()}`,
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
}

/** Opens a page of its own session. */
export async function open(browser, url, how = {}) {
  const page = await openBlank(browser, how);
  await page.goto(url);
  return page;
}

/** Makes a page of its own session that shows nothing yet; `complaints` collects errors of it that nobody expected. */
export async function openBlank(browser, { size = WIDE, language = 'zh-CN', theme = 'light' } = {}) {
  const context = await browser.newContext({
    viewport: size,
    locale: language,
    colorScheme: theme,
    reducedMotion: 'reduce',
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('console', (message) => {
    const expected = /Failed to load resource|net::ERR_/.test(message.text());
    if (message.type() === 'error' && !expected) page.complaints.push(message.text());
  });
  return page;
}

/** Leaves a picture. */
export async function picture(page, name) {
  mkdirSync(SCREENS, { recursive: true });
  const path = join(SCREENS, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  if (!SHOWN || !README.includes(`docs/screens/${name}.png`)) return;
  mkdirSync(SHOWN, { recursive: true });
  copyFileSync(path, join(SHOWN, `${name}.png`));
}

/** Answers with what axe finds serious or critical, one line each. */
export async function serious(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] }),
  );
  return violations
    .filter((violation) => ['serious', 'critical'].includes(violation.impact))
    .flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} — ${node.failureSummary ?? ''}`),
    );
}

/** Waits until the page has what it shows: a heading or a main region, and nothing that is still being fetched. */
export async function shown(page) {
  await page.locator('main, h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.ant-skeleton, [aria-busy="true"]'));
}

/** Answers with the texts that stick out of their box sideways, or that a clipping box or the window's edge hides. */
export async function cutTexts(page) {
  return page.evaluate(() => {
    const inside = (element) => element.closest('.unseen, svg, [hidden]') === null;
    const holdsText = (element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '');
    return [...document.querySelectorAll('body *')]
      .filter((element) => inside(element) && holdsText(element))
      .filter((element) => {
        const box = element.getBoundingClientRect();
        const range = document.createRange();
        range.selectNodeContents(element);
        const text = range.getBoundingClientRect();
        if (getComputedStyle(element).display === 'inline' || box.width === 0) return false;
        const foot = text.bottom - text.height / 4;
        const clips = (one) => getComputedStyle(one).overflowY === 'hidden' && one.getBoundingClientRect().bottom < foot;
        let hidden = false;
        for (let one = element; one !== document.body; one = one.parentElement) hidden ||= clips(one);
        return hidden || text.right > box.right + 2 || text.left < box.left - 2;
      })
      .map((element) => element.textContent.trim());
  });
}

/** Answers whether the page scrolls sideways. */
export async function scrollsSideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
}

/** Reads a QR code as a camera does: from its picture. */
export async function readCode(code) {
  const { data, width, height } = PNG.sync.read(await code.screenshot());
  return jsQR(new Uint8ClampedArray(data), width, height)?.data ?? null;
}
