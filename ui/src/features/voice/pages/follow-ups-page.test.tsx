import { screen, within } from '@testing-library/react';
import { http } from 'msw';
import { expect, it } from 'vitest';
import { renderApp, startMockServer } from '@/testing/render-app';

const server = startMockServer();

it('opens a follow-up with J and Enter and closes it with an outcome', async () => {
  let sent: unknown;
  const { user } = renderApp(server, '/follow-ups', { role: 'lobby_manager' });
  server.use(
    http.post('*/api/v1/follow-ups/:id/close', async ({ request }) => {
      sent = await request.clone().json();
      return undefined;
    }),
  );
  await screen.findByText(/叫号顺序看不懂/);
  await user.keyboard('j{Enter}');
  const drawer = await screen.findByRole('dialog');
  expect(within(drawer).getByText(/让我跑了两趟/)).toBeDefined();
  await user.type(within(drawer).getByLabelText(/^回访情况/), '已致歉并说明所需资料。');
  for (const outcome of within(drawer).getAllByRole('radio'))
    expect(outcome).toHaveProperty('checked', false);
  await user.click(within(drawer).getByRole('button', { name: '完成回访' }));
  expect(await within(drawer).findByText('请选择回访结果')).toBeDefined();
  expect(sent).toBeUndefined();
  await user.click(within(drawer).getByRole('radio', { name: /已致歉/ }));
  await user.click(within(drawer).getByRole('button', { name: '完成回访' }));
  await expect.poll(() => sent).toEqual({ outcome: 'apologised', note: '已致歉并说明所需资料。' });
});

it('shows what customers said to those who may read it', async () => {
  const { user } = renderApp(server, '/follow-ups', { role: 'branch_manager' });
  await user.click(await screen.findByText('全部评价'));
  const row = (await screen.findByText('柜员很耐心，一次办好。')).closest('tr');
  expect(row?.textContent).toContain('存款取款王海燕');
});

it('says what will appear when nothing is closed yet', async () => {
  renderApp(server, '/follow-ups?view=closed', { role: 'lobby_manager' });
  expect(await screen.findByText('还没有已完成的回访')).toBeDefined();
});
