// The lobby manager's board: a care customer who waits too long, a machine offered, a number taken for somebody.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, picture, scrollsSideways, serious, shown, TABLET } from '../lib/browser.mjs';
import { branch, browser, server, useHouse } from '../lib/house.mjs';
import { Teller } from '../lib/lobby.mjs';
import { choose, signIn, take } from '../lib/staff.mjs';

useHouse(async () => {
  // Nobody waits eight minutes in a test, so care customers are looked after within seconds here.
  const token = await server.token('administrator');
  const pack = await server.call('GET', '/rules/lobby%2Fcn', { token });
  const content = pack.content.replace(/care_waiting: \{[^}]*\}/, 'care_waiting: {warn_s: 1, breach_s: 600}');
  assert.notEqual(content, pack.content);
  await server.call('PUT', '/rules/lobby%2Fcn', { token, body: { content, note: 'test' } });
});

test('an alert about a care customer is taken on', async () => {
  const board = await signIn(browser, server, 'lobby_manager', '/board', { branch: branch.id });
  const ticket = await take(server, branch, 'cash', { care_group: 'pregnant' });
  const alert = board.getByRole('listitem').filter({ hasText: '关爱客户久候' }).filter({ hasText: ticket.number });
  await alert.waitFor({ timeout: 60_000 });
  await picture(board, 'board-care-alert');
  assert.deepEqual(await serious(board), []);
  await alert.getByRole('button', { name: '我来处理' }).click();
  await alert.waitFor({ state: 'hidden' });
  const token = await server.token('lobby_manager', branch.id);
  const { items } = await server.call('GET', `/branches/${branch.id}/alerts`, { token });
  const taken = items.find((one) => one.number === ticket.number && one.kind === 'care_waiting');
  assert.ok(taken.acknowledged_by.name);
  assert.deepEqual(board.complaints, []);
  await board.context().close();
});

test('an emergency stands first and is marked, in both languages', async () => {
  await take(server, branch, 'cash', { care_group: 'elderly' });
  await take(server, branch, 'transfer');
  const ticket = await take(server, branch, 'fraud_stop');
  for (const [language, mark] of Object.entries({ 'zh-CN': '紧急，最先呼叫', en: 'Emergency, called first' })) {
    const board = await signIn(browser, server, 'lobby_manager', '/board', { branch: branch.id, language });
    const first = board.locator('.sw-board tbody tr.ant-table-row').first();
    await first.getByText(ticket.number).waitFor();
    await first.getByText(mark).waitFor();
    await picture(board, `board-emergency-${language}`);
    assert.deepEqual(await serious(board), []);
    assert.deepEqual(board.complaints, []);
    await board.context().close();
  }
});

test('a service that nobody on duty renders is told until its last customer has gone', async () => {
  const board = await signIn(browser, server, 'lobby_manager', '/board', { branch: branch.id });
  const ticket = await take(server, branch, 'loan');
  assert.equal(ticket.staffed, false, 'nobody with the skill is planned either');
  const all = board.getByRole('listitem').filter({ hasText: '现在没有柜台在岗' });
  await all.waitFor({ timeout: 60_000 });
  await Teller.at(server, branch, 2);
  await all.waitFor({ state: 'hidden', timeout: 60_000 });
  const alert = board.getByRole('listitem').filter({ hasText: '无人在岗' }).filter({ hasText: '贷款' });
  await alert.waitFor({ timeout: 60_000 });
  await picture(board, 'board-unattended');
  assert.deepEqual(await serious(board), []);
  await server.call('POST', `/public/tickets/${ticket.token}/leave`);
  await alert.waitFor({ state: 'hidden', timeout: 60_000 });
  assert.deepEqual(board.complaints, []);
  await board.context().close();
});

test('a machine is offered, and the visit put right', async () => {
  const board = await signIn(browser, server, 'lobby_manager', '/board', { branch: branch.id });
  const ticket = await take(server, branch, 'statement');
  await board.getByRole('button', { name: `调整 ${ticket.number}` }).click();
  const drawer = board.getByRole('dialog');
  await drawer.getByTitle('流水回单打印机').waitFor();
  await drawer.getByRole('button', { name: '愿意', exact: true }).click();
  await board.getByText('已记录').waitFor();
  await picture(board, 'board-triage');
  assert.deepEqual(await serious(board), []);
  await drawer.getByLabel('需要无障碍服务').click();
  await drawer.getByRole('button', { name: '保存调整' }).click();
  await board.getByText(`${ticket.number} 已调整`).waitFor();
  const token = await server.token('branch_manager', branch.id);
  const visit = await server.call('GET', `/visits/${ticket.visit_id}`, { token });
  assert.equal(visit.accessible, true);
  assert.ok(visit.steps.some((step) => step.kind === 'guided' && step.detail.outcome === 'accepted'));
  assert.deepEqual(board.complaints, []);
  await board.context().close();
});

test('a number is taken for a customer, and a wrong document is refused at its field', async () => {
  const board = await signIn(browser, server, 'lobby_manager', '/board', { branch: branch.id });
  await board.getByRole('button', { name: '代客取号' }).click();
  const drawer = board.getByRole('dialog');
  await choose(drawer.getByRole('combobox', { name: '业务' }), '转账汇款');
  await drawer.getByLabel('证件号码').fill('110101199003070010');
  await drawer.getByRole('button', { name: '取号', exact: true }).click();
  await drawer.locator('.ant-form-item-explain-error').waitFor();
  await picture(board, 'board-issue-refused');
  const issued = drawer.locator('.sw-current-number');
  assert.equal(await issued.count(), 0);
  await drawer.getByLabel('证件号码').fill('');
  await drawer.getByRole('button', { name: '取号', exact: true }).click();
  await issued.waitFor();
  await picture(board, 'board-issued');
  assert.deepEqual(board.complaints, []);
  await board.context().close();
});

test('the board fits a tablet and a phone, in both languages', async () => {
  for (const language of ['zh-CN', 'en']) {
    const board = await signIn(browser, server, 'lobby_manager', '/board', { branch: branch.id, size: TABLET, language });
    await board.locator('.sw-tiles').waitFor();
    for (const [name, size] of Object.entries({ tablet: TABLET, phone: PHONE })) {
      await board.setViewportSize(size);
      await shown(board);
      await picture(board, `board-${name}-${language}`);
      assert.deepEqual(await serious(board), [], name);
      assert.equal(await scrollsSideways(board), false, `the board scrolls sideways on a ${name}`);
    }
    await board.context().close();
  }
});
