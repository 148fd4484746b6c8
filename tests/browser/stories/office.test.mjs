// Behind the counters: a counter renamed, rules changed and put back, a name shown for a reason, a password refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, picture, serious } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import { signIn } from '../lib/staff.mjs';

useHouse();

test('a counter is renamed, and a number that is taken is refused at its field', async () => {
  const page = await signIn(browser, server, 'administrator', '/settings/counters');
  await page.getByRole('button', { name: '修改', exact: true }).first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('编号').fill('2');
  await drawer.getByRole('button', { name: '保存' }).click();
  await drawer.getByText('这个编号已被另一个柜台使用，请换一个。').waitFor();
  await picture(page, 'settings-counter-refused');
  assert.deepEqual(await serious(page), []);
  await drawer.getByLabel('编号').fill('1');
  await drawer.getByLabel('名称', { exact: true }).fill('现金柜台一');
  await drawer.getByRole('button', { name: '保存' }).click();
  await page.getByRole('cell', { name: '现金柜台一' }).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('rules are checked before they hold, and a former version comes back', async () => {
  const page = await signIn(browser, server, 'administrator', '/settings/rules/lobby/cn');
  const editor = page.getByLabel('规则内容（YAML）');
  const before = await editor.inputValue();
  await editor.fill(before.replace('recalls_before_no_show: 3', 'recalls_before_no_show: many'));
  await page.getByText(/有 \d+ 处需要修改/).waitFor();
  await page.getByText(/第 \d+ 行 \/calling\/recalls_before_no_show 这里应填不小于 0 的整数。/).waitFor();
  assert.ok(await page.getByRole('button', { name: '保存并生效' }).isDisabled());
  await picture(page, 'rules-problem');
  assert.deepEqual(await serious(page), []);

  await editor.fill(before);
  const recalls = page.getByLabel('重呼几次后可过号');
  await recalls.fill('2');
  assert.match(await editor.inputValue(), /recalls_before_no_show: 2\n/);
  await page.getByText('校验通过').waitFor();
  await page.getByLabel('修改说明').fill('两次呼叫后可过号');
  await page.getByRole('button', { name: '保存并生效' }).and(page.locator(':enabled')).click();
  await page.getByText('已生效，全行网点随即采用。').waitFor();

  await page.getByRole('tab', { name: '历史版本' }).click();
  await page.getByText('两次呼叫后可过号').waitFor();
  await picture(page, 'rules-versions');
  await page.getByRole('button', { name: '恢复此版' }).first().click();
  await page.getByText('第 1 版已重新生效').waitFor();
  const token = await server.token('administrator');
  const pack = await server.call('GET', '/rules/lobby%2Fcn', { token });
  assert.match(pack.content, /recalls_before_no_show: 3/);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('personal data is shown for a reason, and the look is on record', async () => {
  const page = await signIn(browser, server, 'branch_manager', '/customers', { branch: branch.id });
  await page.getByRole('row').nth(1).getByRole('link').click();
  await page.getByRole('button', { name: '查看完整姓名' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '查看', exact: true }).click();
  await dialog.getByText('请选择查看原因').waitFor();
  await dialog.getByRole('radio', { name: '联系客户' }).check();
  await picture(page, 'customer-unmask');
  assert.deepEqual(await serious(page), []);
  await dialog.getByRole('button', { name: '查看', exact: true }).click();
  await page.getByText('已显示完整内容，一分钟后自动隐藏。').waitFor();
  assert.doesNotMatch(await page.locator('.sw-masked').first().innerText(), /\*/);
  await page.getByRole('tab', { name: '谁看过' }).click();
  await page.getByRole('cell', { name: '联系客户' }).waitFor();
  await picture(page, 'customer-looks');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('a wrong password is refused in words, and what was typed stays', async () => {
  const page = await open(browser, server.url);
  await page.getByText('用账号密码登录').click();
  await page.getByLabel('用户名').fill('wang.xiaoyan');
  await page.getByLabel('密码', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText(/用户名或密码不正确/).waitFor();
  assert.equal(await page.getByLabel('用户名').inputValue(), 'wang.xiaoyan');
  await picture(page, 'sign-in-refused');
  assert.deepEqual(await serious(page), []);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});
