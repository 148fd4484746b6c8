// Every screen of the kiosk, in both languages, with large type and high contrast alone and together: what is pressed is
// large, what is read is large, at most four choices stand on a screen, nothing is cut off, axe finds nothing serious.
// The phone page goes on as the kiosk was. And the kiosk goes back to its start.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutTexts, KIOSK, open, picture, readCode, scrollsSideways, serious, shown, TABLET } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import { cancelShifts, Teller } from '../lib/lobby.mjs';

// Somebody serves, as on any day.
useHouse(async () => {
  for (const ordinal of [1, 2, 3]) await Teller.at(server, branch, ordinal);
});

/** A lying screen, as kiosks at a counter have. */
const LYING = { width: 1280, height: 1024 };

const LOOKS = [
  ['zh-CN', [], KIOSK],
  ['zh-CN', ['large', 'contrast'], KIOSK],
  ['en', ['large'], KIOSK],
  ['en', ['contrast'], LYING],
  ['zh-CN', ['contrast'], TABLET],
  ['en', [], TABLET],
  ['en', ['large', 'contrast'], TABLET],
];

const SHAPES = new Map([
  [KIOSK, ''],
  [LYING, '-lying'],
  [TABLET, '-small'],
]);

const WORDS = {
  'zh-CN': {
    start: /^中文/,
    looks: { large: '大字', contrast: '高对比度' },
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
    phone: '在这台电脑上打开手机页',
    waiting: '等候中',
    done: '完成',
  },
  en: {
    start: /^English/,
    looks: { large: 'Large type', contrast: 'High contrast' },
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
    phone: 'Open the phone page here',
    waiting: 'Waiting',
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
  // The care groups are many, and one question: they stand on one screen.
  const choices = await kiosk.locator('.choices:not(.care-groups) .choice').count();
  assert.ok(choices <= 4, `${name} has ${choices} choices`);
  const focus = await kiosk.evaluate(() => document.activeElement.tagName);
  assert.notEqual(focus, 'BODY', `${name} leaves the keyboard nowhere`);
}

/** The looks that are switched on, as the page has them. */
const looksOf = (page) =>
  page.evaluate(() => ['large', 'contrast'].filter((look) => document.documentElement.hasAttribute(`data-${look}`)));

for (const [language, looks, size] of LOOKS) {
  const words = WORDS[language];
  const name = `${language}-${looks.join('-') || 'normal'}${SHAPES.get(size)}`;

  test(`the way to a number, ${name}`, async () => {
    const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}`, { size });
    const button = (label) => kiosk.getByRole('button', { name: label });
    const goOn = async (label) => {
      const heading = await kiosk.getByRole('heading', { level: 1 }).innerText();
      await button(label).first().click();
      await kiosk.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor({ state: 'hidden' });
    };
    await goOn(words.start);
    for (const look of looks) await button(words.looks[look]).click();
    assert.deepEqual(await looksOf(kiosk), looks);
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
    assert.ok((await kiosk.locator('.care-groups .choice').count()) > 4);
    assert.ok(await inReach(button(words.noCare)), 'care groups hide the way on');
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
    await sameOnThePhone(kiosk, words, language, looks);
    await goOn(words.done);
    // The next customer finds it as it always is.
    await inspect(kiosk, `start-after-${name}`);
    assert.equal(await kiosk.locator('html').getAttribute('lang'), 'zh-CN');
    assert.deepEqual(await looksOf(kiosk), []);
    assert.deepEqual(kiosk.complaints, []);
    await kiosk.context().close();
  });
}

/** Opens the phone page beside the kiosk: it speaks the same language and looks the same. */
async function sameOnThePhone(kiosk, words, language, looks) {
  const way = await kiosk.getByRole('link', { name: words.phone }).getAttribute('href');
  const code = await readCode(kiosk.locator('svg.qr'));
  assert.equal(code, `http://localhost:${new URL(server.url).port}${way}`, 'the code on the slip leads elsewhere');
  const opening = kiosk.context().waitForEvent('page');
  await kiosk.getByRole('link', { name: words.phone }).click();
  const phone = await opening;
  await phone.getByText(words.waiting, { exact: true }).waitFor();
  assert.equal(await phone.locator('html').getAttribute('lang'), language);
  assert.deepEqual(await looksOf(phone), looks);
  await phone.close();
}

test('who is old is told so by the ID card alone, kindly, and nothing said before contradicts it', async () => {
  const words = WORDS['zh-CN'];
  const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}`, { size: KIOSK });
  const press = (label) => kiosk.getByRole('button', { name: label }).first().click();
  await press(words.start);
  await press(/存款取款/);
  await press(words.noCare);
  await press(words.stay.replace('还是', '继续取号，'));
  await press(words.card);
  await kiosk.getByRole('textbox').fill(residentId('19480308'));
  await press(words.next);
  await kiosk.getByText('符合条件的，按身份证自动优先安排').waitFor();
  await inspect(kiosk, 'old-confirm');
  assert.equal(await kiosk.getByText('不需要').count(), 0);
  await press(words.take);
  await kiosk.getByText('看到您的身份证件，已为您安排“老年客户”照顾').waitFor();
  await inspect(kiosk, 'old-slip');
  await kiosk.context().close();
});

/** Invents an identity number of nobody: the area 990000 is given to no place. */
function residentId(birth) {
  const digits = `990101${birth}991`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return digits + '10X98765432'[sum % 11];
}

test('who asks for what nobody can serve now is told so before and after, and can still go on', async () => {
  await cancelShifts(server, branch);
  const { services } = await server.call('GET', `/public/branches/${branch.id}/kiosk`);
  const service = services.find((one) => !one.staffed && !one.self_service);
  for (const size of [KIOSK, TABLET]) {
    const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}?large=true`, { size });
    const button = (label) => kiosk.getByRole('button', { name: label }).first();
    await button(/^中文/).click();
    await kiosk.getByRole('textbox').fill(service.name);
    await button(new RegExp(`${service.name}.*目前没有柜台`)).click();
    await button('不需要，继续').click();
    await button('不登记，直接取号').click();
    await kiosk.getByText('目前没有柜台办理这项业务').waitFor();
    await inspect(kiosk, `unstaffed-confirm${SHAPES.get(size)}`);
    assert.ok(await inReach(button('确认取号')), 'the way on is hidden');
    await button('确认取号').click();
    await kiosk.getByText('请凭号码找大堂经理').waitFor();
    await inspect(kiosk, `unstaffed-slip${SHAPES.get(size)}`);
    assert.ok(await inReach(kiosk.getByText('目前没有柜台办理这项业务')), 'the slip hides that nobody serves');
    assert.equal(await kiosk.getByText('您是下一位').count(), 0);
    await kiosk.context().close();
  }
});

test('what a small screen cannot show at once is a press away', async () => {
  const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}?large=true`, { size: TABLET });
  const press = (label) => kiosk.getByRole('button', { name: label }).first().click();
  await press('English');
  await kiosk.getByRole('textbox').fill('lost my card');
  await press(/Lost or replaced/);
  await press('No, continue');
  await press('Continue and see a teller');
  await press('Do not register');
  const last = kiosk.getByText('The old card or passbook when replacing');
  await last.waitFor();
  assert.equal(await inReach(last), false);
  const more = kiosk.getByRole('button', { name: 'More below' });
  await more.click();
  await more.waitFor({ state: 'hidden' });
  assert.ok(await inReach(last), 'the end of the screen stays hidden');
  assert.ok(await inReach(kiosk.getByRole('button', { name: 'Take my number' })), 'what was in reach is gone');
  await kiosk.context().close();
});

test('a kiosk that nobody touches counts down and goes back to its start', async () => {
  const kiosk = await open(browser, 'about:blank', { size: KIOSK });
  await kiosk.clock.install();
  await kiosk.goto(`${server.url}/kiosk/${branch.id}`);
  await kiosk.getByRole('button', { name: 'English Start' }).click();
  await kiosk.getByRole('button', { name: 'Large type' }).click();
  await kiosk.getByRole('button', { name: 'High contrast' }).click();
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
  assert.deepEqual(await looksOf(kiosk), []);
  await kiosk.context().close();
});

test('a person is one touch away', async () => {
  const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}`, { size: KIOSK });
  await kiosk.getByRole('button', { name: '找工作人员' }).click();
  await kiosk.getByText('已通知大堂经理，请在原地稍候').waitFor();
  await inspect(kiosk, 'person-asked');
  await kiosk.context().close();
});
