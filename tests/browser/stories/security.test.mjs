// The second factor from its QR code to the day the phone is lost: set up with real codes, recovery codes kept, used and
// used up, turned off.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutTexts, open, picture, serious, shown, TABLET } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import { signIn } from '../lib/staff.mjs';
import { codeOf } from '../lib/totp.mjs';

useHouse();

const USERNAME = 'wang.xiaoyan';
const PASSWORD = 'qingchuan-demo-2026';

/** Fills in name and password of the teller, and waits for the question for a code. */
async function signInByPassword() {
  const page = await open(browser, server.url);
  await page.getByText('用账号密码登录').click();
  await page.getByLabel('用户名').fill(USERNAME);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  return page;
}

/** No code is broken over two lines, and nothing is cut off. */
async function codesAreWhole(page) {
  const lines = await page
    .locator('.sw-codes code')
    .evaluateAll((codes) => codes.map((code) => code.getClientRects().length));
  assert.deepEqual(lines, Array(10).fill(1));
  assert.deepEqual(await cutTexts(page), []);
}

test('a second factor is set up with real codes and opens the door from then on', async () => {
  const page = await signIn(browser, server, 'teller', '/me/security', { branch: branch.id, ordinal: 1 });
  await page.getByRole('button', { name: '启用动态验证' }).click();
  await page.getByRole('img', { name: '动态验证二维码' }).waitFor();
  await shown(page);
  await picture(page, 'totp-enrolment-zh-CN');
  assert.deepEqual(await serious(page), []);
  const text = await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).innerText();
  const secret = text.trim();

  await page.getByLabel('动态验证码').fill('000000');
  await page.getByRole('button', { name: '确认启用' }).click();
  await page.locator('.ant-form-item-explain-error').waitFor();
  await page.getByLabel('动态验证码').fill(codeOf(secret));
  await page.getByRole('button', { name: '确认启用' }).click();
  await page.getByText('备用码，只显示这一次').waitFor();
  const codes = await page.locator('.sw-codes code').allInnerTexts();
  await codesAreWhole(page);
  await picture(page, 'recovery-codes-zh-CN');
  assert.deepEqual(await serious(page), []);
  await page.setViewportSize(TABLET);
  await codesAreWhole(page);
  await picture(page, 'recovery-codes-tablet-zh-CN');
  assert.ok(await page.getByRole('button', { name: '完成' }).isDisabled());
  await page.getByLabel('我已妥善保存备用码').check();
  await page.getByRole('button', { name: '完成' }).click();
  await page.getByText('已启用', { exact: true }).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();

  const door = await signInByPassword();
  await door.getByLabel('动态验证码').fill(codes[0]);
  await picture(door, 'sign-in-code-zh-CN');
  await door.getByRole('button', { name: '登录', exact: true }).click();
  await door.waitForURL(/\/counter/);
  assert.deepEqual(door.complaints, []);
  await door.context().close();

  const again = await signInByPassword();
  await again.getByLabel('动态验证码').fill(codes[0]);
  await again.getByRole('button', { name: '登录', exact: true }).click();
  await again.getByText(/不正确|有误/).first().waitFor();
  await again.getByLabel('动态验证码').fill(codes[1]);
  await again.getByRole('button', { name: '登录', exact: true }).click();
  await again.waitForURL(/\/counter/);
  await again.goto(`${server.url}/me/security`);
  await again.getByRole('button', { name: '停用动态验证' }).click();
  await again.getByLabel('动态验证码').fill(codes[2]);
  await again.getByRole('button', { name: '停用动态验证' }).click();
  await again.getByText('动态验证已停用').waitFor();
  await again.getByRole('button', { name: '启用动态验证' }).waitFor();
  assert.deepEqual(again.complaints, []);
  await again.context().close();
});

test('recovery codes stand whole in English too', async () => {
  const how = { branch: branch.id, ordinal: 2, language: 'en' };
  const page = await signIn(browser, server, 'teller', '/me/security', how);
  await page.getByRole('button', { name: /Turn on/ }).click();
  const secret = await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).innerText();
  await page.locator('input[autocomplete="one-time-code"]').fill(codeOf(secret.trim()));
  await page.locator('form button[type="submit"]').last().click();
  await page.locator('.sw-codes code').first().waitFor();
  await codesAreWhole(page);
  await picture(page, 'recovery-codes-en');
  assert.deepEqual(await serious(page), []);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});
