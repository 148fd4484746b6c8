// A visit that was booked beforehand: on a phone, with what to bring told in advance; moved, put into the calendar, turned
// into a number at the kiosk, called with its class and its reason, and seen by those who run the hall.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cutTexts, KIOSK, open, PHONE, picture, readCode, scrollsSideways, serious, shown } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import { hurryAppointments, Teller } from '../lib/lobby.mjs';
import { signIn, take } from '../lib/staff.mjs';

let tellers;

useHouse(async () => {
  tellers = [];
  for (const ordinal of [4, 5]) tellers.push(await Teller.at(server, branch, ordinal));
  await hurryAppointments(server);
});

const WORDS = {
  'zh-CN': {
    service: /个人开户办卡/,
    papers: '本人有效身份证件原件',
    name: '姓名',
    phone: '手机号',
    book: '确认预约',
    booked: '已预约',
    move: '改到其他时间',
    calendar: '加入手机日历',
    cancel: '取消预约',
    sure: '取消预约',
    gone: '已取消',
    wrong: /请输入 11 位中国内地手机号/,
  },
  en: {
    service: /Open a personal account/,
    papers: 'Original identity document',
    name: 'Name',
    phone: 'Mobile number',
    book: 'Book',
    booked: 'Booked',
    move: 'Choose another time',
    calendar: 'Add to calendar',
    cancel: 'Cancel the appointment',
    sure: 'Cancel it',
    gone: 'Cancelled',
    wrong: /Please enter a mobile number/,
  },
};

async function inspect(page, name) {
  await shown(page);
  await picture(page, `appointment-${name}`);
  assert.deepEqual(await serious(page), [], `axe finds serious faults on ${name}`);
  // Pages of staff hide words for those who listen.
  if (!name.startsWith('staff-')) assert.deepEqual(await cutTexts(page), [], `cut off on ${name}`);
  assert.equal(await scrollsSideways(page), false, `${name} scrolls sideways`);
}

/** The slots of the chosen day that still take somebody. */
const free = (page) => page.locator('.slots button:enabled');

/** Books on a phone in a language; answers with the page of the appointment. */
async function book(language, number) {
  const words = WORDS[language];
  const page = await open(browser, `${server.url}/book?lang=${language}`, { size: PHONE, language });
  await page.locator('.branches a').first().waitFor();
  await inspect(page, `branches-${language}`);
  await page.locator('.branches a', { hasText: language === 'en' ? branch.name_en : branch.name }).click();
  await page.getByRole('button', { name: words.service }).waitFor();
  await inspect(page, `services-${language}`);
  await page.getByRole('button', { name: words.service }).click();
  await page.getByText(words.papers).waitFor();
  await free(page).first().waitFor();
  await inspect(page, `times-${language}`);
  await free(page).first().click();
  await page.getByLabel(words.name).fill('钱多多');
  await page.getByLabel(words.phone).fill('1990000');
  await page.getByRole('button', { name: words.book, exact: true }).click();
  await page.getByText(words.wrong).waitFor();
  await inspect(page, `wrong-${language}`);
  await page.getByLabel(words.phone).fill(number);
  await page.getByRole('button', { name: words.book, exact: true }).click();
  await page.getByText(words.booked, { exact: true }).waitFor();
  await inspect(page, `booked-${language}`);
  return page;
}

let held;

test('a visit is booked on a phone, in both languages, with what to bring', async () => {
  const english = await book('en', '19900009001');
  await english.getByRole('button', { name: WORDS.en.cancel }).click();
  await english.getByRole('button', { name: WORDS.en.sure }).click();
  await english.getByText(WORDS.en.gone, { exact: true }).waitFor();
  await inspect(english, 'cancelled-en');
  await english.context().close();
  held = await book('zh-CN', '19900009002');
});

test('it is moved, and the calendar file knows when', async () => {
  const words = WORDS['zh-CN'];
  const before = await held.locator('.appointment h1 b').textContent();
  await held.getByRole('button', { name: words.move }).click();
  await free(held).nth(1).waitFor();
  await inspect(held, 'moving');
  await free(held).nth(1).click();
  await held.getByRole('button', { name: words.move }).waitFor();
  await held.waitForFunction((old) => document.querySelector('.appointment h1 b')?.textContent !== old, before);
  const saved = held.waitForEvent('download');
  await held.getByRole('link', { name: words.calendar }).click();
  const file = readFileSync(await (await saved).path(), 'utf8');
  assert.match(file, /^BEGIN:VCALENDAR\r\n/);
  assert.match(file, /\r\nSEQUENCE:1\r\n/);
  assert.match(file, /\r\nTRIGGER:-PT120M\r\n/);
  assert.match(file.replaceAll('\r\n ', ''), /本人有效身份证件原件/);
});

test('the kiosk turns it into a number, which is called before an ordinary one, with its reason', async () => {
  const ordinary = await take(server, branch, 'open_account');
  const code = await readCode(held.locator('.check-in-code svg, .check-in-code canvas').first());
  assert.match(code, /\/book\/[\w-]{43}$/);
  const kiosk = await open(browser, `${server.url}/kiosk/${branch.id}`, { size: KIOSK });
  await kiosk.getByRole('button', { name: /预约签到/ }).click();
  await kiosk.getByLabel('预约码或手机号').fill('123');
  await kiosk.getByRole('button', { name: '签到取号' }).click();
  await kiosk.getByText('请输入 8 位预约码或 11 位手机号').waitFor();
  await inspect(kiosk, 'kiosk-entry');
  // What a scanner types.
  await kiosk.getByLabel('预约码或手机号').fill(code);
  await kiosk.keyboard.press('Enter');
  const number = await kiosk.locator('.slip-number').textContent();
  await inspect(kiosk, 'kiosk-slip');
  assert.notEqual(number, ordinary.number);
  await held.getByText('已签到', { exact: true }).waitFor();
  await inspect(held, 'checked-in');
  assert.equal(await held.getByRole('button', { name: WORDS['zh-CN'].move }).count(), 0);

  const [teller] = tellers;
  const visit = await teller.call();
  assert.equal(visit.number, number);
  assert.equal(visit.class, 'appointment');
  assert.match(visit.why.sentence, /预约/);
  assert.equal(visit.appointment.arrival, 'on_time');
});

test('the desk, the list of the day and the record show the appointment', async () => {
  const [teller] = tellers;
  const desk = await signIn(browser, server, 'teller', '/counter', { branch: branch.id, ordinal: 4 });
  await desk.getByText(/预约 \d\d:\d\d · 按时到店/).first().waitFor();
  await inspect(desk, 'staff-desk');
  const day = teller.visit.appointment.starts_at;
  const local = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(day));
  for (const language of ['zh-CN', 'en']) {
    const path = `/appointments?day=${local}`;
    const list = await signIn(browser, server, 'lobby_manager', path, { branch: branch.id, language });
    await list.getByRole('link', { name: teller.visit.number }).waitFor();
    await inspect(list, `staff-list-${language}`);
    const name = language === 'en' ? 'Book for a customer' : '代客预约';
    await list.getByRole('button', { name }).click();
    await list.getByRole('dialog').waitFor();
    await inspect(list, `staff-booking-${language}`);
    await list.context().close();
  }
});
