// Every screen of the kiosk, in both languages and all three looks: what is pressed is large, what is read is large, at
// most four choices stand on a screen, nothing is cut off, axe finds nothing serious. And it goes back to its start.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutTexts, KIOSK, open, picture, scrollsSideways, serious, shown } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';

useHouse();

/** A lying screen, as kiosks at a counter have. */
const LYING = { width: 1280, height: 1024 };

const LOOKS = [
  ['zh-CN', 'normal', KIOSK],
  ['zh-CN', 'large', KIOSK],
  ['en', 'contrast', KIOSK],
  ['en', 'large', KIOSK],
  ['en', 'normal', LYING],
];

const WORDS = {
  'zh-CN': {
    start: /^中文/,
    modes: { large: '大字', contrast: '高对比' },
    need: '请用一句话告诉我们',
    find: '查找',
    lost: '卡丢了',
    found: '您要办理的是',
    all: '全部业务',
    back: '上一步',
    service: /挂失/,
    noCare: '不需要，继续',
    machine: '去自助办理',
    stay: '还是到柜台办理',
    card: '身份证',
    next: '下一步',
    short: '号码的位数不够，请核对',
    anonymous: '不登记，直接取号',
    take: '确认取号',
    done: '完成',
  },
  en: {
    start: /^English/,
    modes: { large: 'Large', contrast: 'Contrast' },
    need: 'Please tell us in a few words',
    find: 'Search',
    lost: 'lost my card',
    found: 'You would like to',
    all: 'All services',
    back: 'Back',
    service: /Lost or replaced/,
    noCare: 'No, continue',
    machine: 'Do it by self-service',
    stay: 'See a teller after all',
    card: 'ID card',
    next: 'Next',
    short: 'The number is too short, please check',
    anonymous: 'Do not register',
    take: 'Take my number',
    done: 'Done',
  },
};

/** Answers with what is too small for a hand or for old eyes. */
async function tooSmall(kiosk) {
  return kiosk.evaluate(() => {
    const found = [];
    for (const target of document.querySelectorAll('button, input, .tick')) {
      const { width, height } = target.getBoundingClientRect();
      const own = !target.closest('.tick') || target.matches('.tick');
      if (own && Math.min(width, height) < 88) found.push(`${target.textContent} is ${width} × ${height}`);
    }
    for (const element of document.querySelectorAll('.kiosk *')) {
      const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (text && !element.closest('.unseen') && size < 28) found.push(`${element.textContent} is set in ${size}px`);
    }
    return found;
  });
}

/** Answers whether the whole of a button can be pressed as the page stands, with nothing above it. */
async function inReach(button) {
  return button.evaluate((one) => {
    const { left, top, bottom, width } = one.getBoundingClientRect();
    const at = (y) => document.elementFromPoint(left + width / 2, y);
    return [top + 3, bottom - 3].every((y) => one.contains(at(y)));
  });
}

async function inspect(kiosk, name) {
  await shown(kiosk);
  await picture(kiosk, `kiosk-${name}`);
  assert.deepEqual(await serious(kiosk), [], `axe finds serious faults on ${name}`);
  assert.deepEqual(await tooSmall(kiosk), [], `too small on ${name}`);
  assert.deepEqual(await cutTexts(kiosk), [], `cut off on ${name}`);
  assert.equal(await scrollsSideways(kiosk), false, `${name} scrolls sideways`);
  const choices = await kiosk.locator('.choice').count();
  assert.ok(choices <= 4, `${name} has ${choices} choices`);
  const focus = await kiosk.evaluate(() => document.activeElement.tagName);
  assert.notEqual(focus, 'BODY', `${name} leaves the keyboard nowhere`);
}

for (const [language, look, size] of LOOKS) {
  const words = WORDS[language];
  const name = `${language}-${look}${size === LYING ? '-lying' : ''}`;

  test(`the way to a number, ${name}`, async () => {
    const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}`, { size });
    const button = (label) => kiosk.getByRole('button', { name: label });
    const goOn = async (label) => {
      const heading = await kiosk.getByRole('heading', { level: 1 }).innerText();
      await button(label).first().click();
      await kiosk.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor({ state: 'hidden' });
    };
    await goOn(words.start);
    if (look !== 'normal') await button(words.modes[look]).click();
    await inspect(kiosk, `need-${name}`);
    assert.ok(await inReach(button(words.all)), 'not all choices are in reach');
    await goOn(words.all);
    await inspect(kiosk, `services-${name}`);
    await goOn(words.back);
    await kiosk.getByLabel(words.need).fill(words.lost);
    await button(words.find).click();
    await kiosk.getByText(words.found).waitFor();
    await inspect(kiosk, `found-${name}`);
    await goOn(words.service);
    await inspect(kiosk, `care-${name}`);
    await goOn(words.noCare);
    await inspect(kiosk, `self-service-${name}`);
    await goOn(words.machine);
    await inspect(kiosk, `machine-${name}`);
    await goOn(words.stay);
    await inspect(kiosk, `identify-${name}`);
    await goOn(words.card);
    await kiosk.getByRole('textbox').fill('99010119');
    await button(words.next).click();
    await kiosk.getByText(words.short).waitFor();
    await inspect(kiosk, `entry-${name}`);
    await goOn(words.back);
    await goOn(words.anonymous);
    await inspect(kiosk, `confirm-${name}`);
    await goOn(words.take);
    await inspect(kiosk, `slip-${name}`);
    assert.ok(await inReach(button(words.done)), 'the slip cannot be ended without scrolling');
    await goOn(words.done);
    // The next customer finds it as it always is.
    await inspect(kiosk, `start-after-${name}`);
    assert.equal(await kiosk.locator('html').getAttribute('lang'), 'zh-CN');
    assert.equal(await kiosk.locator('.kiosk').getAttribute('data-mode'), 'normal');
    assert.deepEqual(kiosk.complaints, []);
    await kiosk.context().close();
  });
}

test('a kiosk that nobody touches counts down and goes back to its start', async () => {
  const kiosk = await open(browser, 'about:blank', { size: KIOSK });
  await kiosk.clock.install();
  await kiosk.goto(`${server.url}/kiosk/${branch.id}`);
  await kiosk.getByRole('button', { name: 'English Start' }).click();
  await kiosk.getByRole('button', { name: 'Large' }).click();
  // From here on time passes only when the story says so, however slow the machine.
  await kiosk.clock.pauseAt(new Date(Date.now() + 5_000));
  await kiosk.clock.runFor(35_000);
  await kiosk.getByRole('button', { name: 'I am still here' }).click();
  await kiosk.getByText('Back to start in 45 s').waitFor();
  await kiosk.clock.runFor(35_000);
  await kiosk.getByText('Back to start in 10 s').waitFor();
  await picture(kiosk, 'kiosk-countdown');
  // The look for barriers waits by the page's clock, so the last seconds pass by themselves.
  await kiosk.clock.resume();
  assert.deepEqual(await serious(kiosk), []);
  await kiosk.getByRole('heading', { name: '您好，请选择语言' }).waitFor();
  assert.equal(await kiosk.locator('.kiosk').getAttribute('data-mode'), 'normal');
  await kiosk.context().close();
});

test('a person is one touch away', async () => {
  const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}`, { size: KIOSK });
  await kiosk.getByRole('button', { name: '找工作人员' }).click();
  await kiosk.getByText('已通知大堂经理，请在原地稍候').waitFor();
  await inspect(kiosk, 'person-asked');
  await kiosk.context().close();
});
