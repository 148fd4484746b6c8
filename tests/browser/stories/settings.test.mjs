// What a branch and a head office set up: who works when, what one day is, what a branch offers. In both languages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture, serious, shown } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import { choose, signIn } from '../lib/staff.mjs';

useHouse();

/** Opens a page in English and leaves a picture of it. */
async function inEnglish(role, path, name, act = async () => {}) {
  const page = await signIn(browser, server, role, path, { branch: branch.id, language: 'en' });
  await shown(page);
  await act(page);
  await picture(page, `${name}-en`);
  assert.deepEqual(await serious(page), []);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
}

test('a shift is added, refused where it overlaps, changed, removed and brought back', async () => {
  const page = await signIn(browser, server, 'branch_manager', '/settings/shifts', { branch: branch.id });
  await page.getByRole('row', { name: /王晓燕/ }).waitFor();
  await page.getByRole('button', { name: '新增班次' }).click();
  const drawer = page.getByRole('dialog');
  await choose(drawer.getByLabel('姓名'), '徐静怡');
  await drawer.getByRole('button', { name: '保存' }).click();
  const row = page.getByRole('row', { name: /徐静怡/ });
  await row.getByRole('cell', { name: '08:30' }).waitFor();

  await page.getByRole('button', { name: '新增班次' }).click();
  await choose(drawer.getByLabel('姓名'), '徐静怡');
  await drawer.getByRole('button', { name: '保存' }).click();
  await drawer.locator('.ant-form-item-explain-error').waitFor();
  await picture(page, 'settings-shift-overlaps-zh-CN');
  assert.deepEqual(await serious(page), []);
  await drawer.getByRole('button', { name: /关闭|Close/ }).click();

  await row.getByRole('button', { name: '修改' }).click();
  const ends = drawer.getByRole('textbox').nth(1);
  await ends.fill('15:00');
  await ends.press('Enter');
  await drawer.getByRole('button', { name: '保存' }).click();
  await row.getByRole('cell', { name: '15:00' }).waitFor();
  await shown(page);
  await picture(page, 'settings-shifts-zh-CN');
  await row.getByRole('button', { name: '删除' }).click();
  await row.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '撤销' }).click();
  await row.getByRole('cell', { name: '15:00' }).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();

  await inEnglish('branch_manager', '/settings/shifts', 'settings-shifts', async (english) => {
    await english.getByRole('row', { name: /Xu Jingyi/ }).getByRole('button', { name: 'Edit' }).click();
    await english.getByRole('dialog').getByText('Xu Jingyi').waitFor();
  });
});

test('a day of the calendar is changed, and the change is undone', async () => {
  const page = await signIn(browser, server, 'head_office', '/settings/calendars');
  const day = page.getByRole('button', { name: /^2026-12-31 / });
  await day.waitFor();
  await shown(page);
  await picture(page, 'settings-calendar-zh-CN');
  await day.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: '节假日' }).check();
  await dialog.getByLabel('名称').fill('年终决算停业');
  await picture(page, 'settings-calendar-day-zh-CN');
  assert.deepEqual(await serious(page), []);
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByRole('button', { name: '2026-12-31 节假日 年终决算停业' }).waitFor();
  await page.getByText(/12月31日.*已调整/).waitFor();
  await picture(page, 'settings-calendar-changed-zh-CN');
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByRole('button', { name: '2026-12-31 工作日', exact: true }).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();

  await inEnglish('head_office', '/settings/calendars', 'settings-calendar-day', async (english) => {
    await english.getByRole('button', { name: /^2026-12-31 / }).click();
    await english.getByRole('dialog').getByRole('radio').first().waitFor();
  });
});

test('a branch no longer offers a service, and the kiosk follows', async () => {
  const offers = async () => (await server.call('GET', `/public/branches/${branch.id}/kiosk`)).services;
  const [first] = (await offers()).slice(-1);
  const page = await signIn(browser, server, 'branch_manager', '/settings/branches', { branch: branch.id });
  assert.equal(await page.getByRole('button', { name: '新增网点' }).count(), 0, 'branches are added by the head office');
  await page.getByRole('button', { name: '开办业务' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('checkbox', { name: first.name, exact: true }).uncheck();
  await picture(page, 'settings-offered-zh-CN');
  assert.deepEqual(await serious(page), []);
  await drawer.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存').waitFor();
  assert.ok(!(await offers()).some((service) => service.id === first.id));
  assert.deepEqual(page.complaints, []);
  await page.context().close();

  await inEnglish('administrator', '/settings/branches', 'settings-offered', async (english) => {
    await english.getByText('88 Riverbank Road').waitFor();
    await english.getByRole('row', { name: /Riverside/ }).getByRole('button', { name: 'Services' }).click();
    await english.getByRole('dialog').getByRole('checkbox').first().waitFor();
  });
  await inEnglish('administrator', '/settings/staff', 'settings-staff', async (english) => {
    await english.getByRole('cell', { name: 'Cash Teller' }).first().waitFor();
  });
});
