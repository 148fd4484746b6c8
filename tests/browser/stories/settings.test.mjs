// What a branch and a head office set up: who works when, what one day is, what a branch offers. In both languages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture, serious, shown } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import { choose, goInside, signIn } from '../lib/staff.mjs';

useHouse();

/** Does something on a page in English and leaves a picture of it. */
async function inEnglish(page, name, act) {
  await shown(page);
  await act();
  await picture(page, `${name}-en`);
  assert.deepEqual(await serious(page), []);
  assert.deepEqual(page.complaints, []);
}

/** Signs in to a page in English. */
const english = (role, path) => signIn(browser, server, role, path, { branch: branch.id, language: 'en' });

test('a shift is refused where it overlaps, added where there is room, changed, removed and brought back', async () => {
  const page = await signIn(browser, server, 'branch_manager', '/settings/shifts', { branch: branch.id });
  const drawer = page.getByRole('dialog');
  const row = page.getByRole('row', { name: /徐静怡/ });
  await page.getByRole('button', { name: '新增班次' }).click();
  await choose(drawer.getByLabel('姓名'), '徐静怡');
  await drawer.getByRole('button', { name: '保存' }).click();
  // The demo bank plans everybody for the whole day.
  await drawer.locator('.ant-form-item-explain-error').waitFor();
  await picture(page, 'settings-shift-overlaps-zh-CN');
  assert.deepEqual(await serious(page), []);
  await drawer.getByRole('button', { name: /关闭|Close/ }).click();
  await drawer.waitFor({ state: 'hidden' });

  await row.getByRole('button', { name: '删除' }).click();
  await row.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '新增班次' }).click();
  await choose(drawer.getByLabel('姓名'), '徐静怡');
  await drawer.getByRole('button', { name: '保存' }).click();
  await row.getByRole('cell', { name: '08:30' }).waitFor();
  await drawer.waitFor({ state: 'hidden' });

  await row.getByRole('button', { name: '修改' }).click();
  await drawer.getByRole('textbox').nth(1).fill('15:00');
  await drawer.getByRole('button', { name: '保存' }).click();
  await row.getByRole('cell', { name: '15:00' }).waitFor();
  await shown(page);
  await picture(page, 'settings-shifts-zh-CN');
  await row.getByRole('button', { name: '删除' }).click();
  await row.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '撤销' }).last().click();
  await row.getByRole('cell', { name: '15:00' }).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();

  const other = await english('branch_manager', '/settings/shifts');
  await inEnglish(other, 'settings-shifts', async () => {
    await other.getByRole('row', { name: /Xu Jingyi/ }).getByRole('button', { name: 'Edit' }).click();
    await other.getByRole('dialog').getByText('Xu Jingyi').waitFor();
  });
  await other.context().close();
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

  const other = await english('head_office', '/settings/calendars');
  await inEnglish(other, 'settings-calendar-day', async () => {
    await other.getByRole('button', { name: '2026-12-31 Workday', exact: true }).click();
    await other.getByRole('dialog').getByRole('radio').first().waitFor();
  });
  await other.context().close();
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

  const other = await english('administrator', '/settings/branches');
  await inEnglish(other, 'settings-offered', async () => {
    await other.getByText('88 Riverbank Road').waitFor();
    await other.getByRole('row', { name: /Riverside/ }).getByRole('button', { name: 'Services' }).click();
    await other.getByRole('dialog').getByRole('checkbox').first().waitFor();
  });
  await goInside(other, '/settings/staff');
  await inEnglish(other, 'settings-staff', async () => {
    await other.getByRole('cell', { name: 'Cash Teller' }).first().waitFor();
  });
  await other.context().close();
});
