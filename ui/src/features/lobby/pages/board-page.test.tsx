import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { renderApp, startMockServer } from '@/testing/render-app';
import { problem } from '../../../../mock/handlers.ts';

const server = startMockServer();

it('shows who waits, most urgent first, each with the word for its age', async () => {
  renderApp(server, '/board', { role: 'lobby_manager' });
  const list = await screen.findByRole('region', { name: /等候中 8 位/ });
  const rows = within(list).getAllByRole('row').slice(1);
  expect(rows).toHaveLength(8);
  expect(within(rows[0] as HTMLElement).getByText('已超时')).toBeDefined();
});

it('lets the manager take an alert', async () => {
  const { user, world } = renderApp(server, '/board', { role: 'lobby_manager' });
  const alerts = await screen.findByRole('region', { name: '提醒 2 条' });
  await user.click(within(alerts).getAllByRole('button', { name: '我来处理' })[0] as HTMLElement);
  expect(await screen.findByRole('region', { name: '提醒 1 条' })).toBeDefined();
  expect(world.lobby.alerts[0]?.acknowledged_at).not.toBeNull();
});

it('records guidance to self-service for a waiting customer', async () => {
  const { user, world } = renderApp(server, '/board', { role: 'lobby_manager' });
  const [visit] = world.lobby.queue();
  await user.click(await screen.findByRole('button', { name: `调整 ${visit?.number}` }));
  await user.click(await screen.findByRole('button', { name: '已自助办完' }));
  const asked = await screen.findByRole('tooltip');
  await user.click(within(asked).getByRole('button', { name: '已自助办完' }));
  await waitFor(() => expect(visit?.steps.at(-1)?.kind).toBe('guided'));
});

it('takes a number for a customer', async () => {
  const { user, world } = renderApp(server, '/board', { role: 'lobby_manager' });
  await user.click(await screen.findByRole('button', { name: /代客取号/ }));
  const drawer = await screen.findByRole('dialog');
  await user.click(within(drawer).getByLabelText('业务'));
  await user.click(await screen.findByTitle('开立个人账户'));
  await user.click(within(drawer).getByRole('button', { name: '取号' }));
  expect(await within(drawer).findByText('B031')).toBeDefined();
  expect(world.lobby.queue()).toHaveLength(9);
});

it('says what happened, with a trace number, and tries again', async () => {
  const { user } = renderApp(server, '/board', { role: 'lobby_manager' });
  server.use(
    http.get('*/api/v1/branches/:id/board', () => problem(500, 'internal', '系统繁忙，请稍后再试。'), {
      once: true,
    }),
  );
  expect(await screen.findByText('系统繁忙，请稍后再试。')).toBeDefined();
  expect(screen.getByText('4bf92f3577b34da6')).toBeDefined();
  await user.click(screen.getByRole('button', { name: '重试' }));
  expect(await screen.findByRole('region', { name: /等候中/ })).toBeDefined();
});

it('tells those who may not see it who can grant it', async () => {
  renderApp(server, '/board', { role: 'administrator' });
  expect(await screen.findByRole('heading', { name: '没有权限' })).toBeDefined();
  expect(screen.getByText(/系统管理员开通/)).toBeDefined();
});

it('says what will appear when nobody waits', async () => {
  const { world } = renderApp(server, '/board', { role: 'lobby_manager' });
  for (const visit of world.lobby.queue()) visit.state = 'left';
  server.use(http.get('*/api/v1/branches/:id/alerts', () => HttpResponse.json({ items: [], next: null })));
  expect(await screen.findByText('现在没有客户等候')).toBeDefined();
});
