import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import type { Visit } from '@/api/types';
import { renderApp, startMockServer } from '@/testing/render-app';
import { problem } from '../../../../mock/handlers.ts';

const server = startMockServer();

it('shows who waits in the order of calling, each with the word for its age', async () => {
  const { world } = renderApp(server, '/board', { role: 'lobby_manager' });
  const list = await screen.findByRole('region', { name: /等候中 8 位/ });
  const rows = within(list).getAllByRole('row').slice(1);
  const numbers = rows.map((row) => row.querySelector('a')?.textContent);
  expect(numbers).toEqual(world.lobby.queue().map((visit) => visit.number));
  for (const [index, word] of ['已超时', '将超时', '正常'].entries())
    expect(within(rows[index] as HTMLElement).getByText(word)).toBeDefined();
});

it('marks who goes before everybody', async () => {
  const { world } = renderApp(server, '/board', { role: 'lobby_manager' });
  const [visit] = world.lobby.queue();
  Object.assign(visit?.standing ?? {}, {
    urgent: true,
    class: { code: 'emergency', name: '紧急', name_en: 'Emergency' },
  });
  const mark = await screen.findByText('紧急，最先呼叫');
  expect(mark.closest('tr')?.textContent).toContain(visit?.number);
});

it('says the same of a wait in the row and in the drawer', async () => {
  const { user, world } = renderApp(server, '/board', { role: 'lobby_manager' });
  for (const [index, word] of ['已超时', '将超时'].entries()) {
    const visit = world.lobby.queue()[index] as Visit;
    const button = await screen.findByRole('button', { name: `调整 ${visit.number}` });
    expect(within(button.closest('tr') as HTMLElement).getByText(word)).toBeDefined();
    await user.click(button);
    expect(within(await screen.findByRole('dialog')).getByText(word)).toBeDefined();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  }
});

it('lets the manager take an alert', async () => {
  const { user, world } = renderApp(server, '/board', { role: 'lobby_manager' });
  const alerts = await screen.findByRole('region', { name: '提醒 2 条' });
  await user.click(within(alerts).getAllByRole('button', { name: '我来处理' })[0] as HTMLElement);
  expect(await screen.findByRole('region', { name: '提醒 1 条' })).toBeDefined();
  expect(world.lobby.alerts[0]?.acknowledged_at).not.toBeNull();
});

it('offers only the machine of the very service, and none before somebody chose where there is none', async () => {
  const { user, world } = renderApp(server, '/board', { role: 'lobby_manager' });
  const of = (cash: boolean) =>
    world.lobby.queue().find((visit) => (visit.service.code === 'cash') === cash) as Visit;
  const [other, cash] = [of(false), of(true)];
  await user.click(await screen.findByRole('button', { name: `调整 ${cash.number}` }));
  let drawer = within(await screen.findByRole('dialog'));
  expect(await drawer.findByTitle('自动取款机')).toBeDefined();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await user.click(await screen.findByRole('button', { name: `调整 ${other.number}` }));
  drawer = within(await screen.findByRole('dialog'));
  for (const name of ['愿意', '不愿意', '已自助办完'])
    expect(drawer.getByRole('button', { name })).toHaveProperty('disabled', true);
  await user.click(drawer.getByLabelText('自助渠道'));
  await user.click(await screen.findByTitle('手机银行'));
  await user.click(drawer.getByRole('button', { name: '愿意' }));
  await waitFor(() =>
    expect(other.steps.at(-1)?.detail).toEqual({
      kind: 'mobile_app',
      outcome: 'accepted',
      customer_asked: false,
    }),
  );
});

it('records guidance to self-service for a waiting customer', async () => {
  const { user, world } = renderApp(server, '/board', { role: 'lobby_manager' });
  const [visit] = world.lobby.queue().filter((one) => one.service.code === 'cash');
  await user.click(await screen.findByRole('button', { name: `调整 ${visit?.number}` }));
  const done = await screen.findByRole('button', { name: '已自助办完' });
  await waitFor(() => expect(done).toHaveProperty('disabled', false));
  await user.click(done);
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
  expect(within(drawer).queryByRole('alert')).toBeNull();
  expect(world.lobby.queue()).toHaveLength(9);
});

it('says that the branch gets ready to open, and leads to the list', async () => {
  const { user } = renderApp(server, '/board', { role: 'lobby_manager' });
  server.use(
    http.post('*/api/v1/public/branches/:id/tickets', () =>
      problem(409, 'lobby.not_opened_yet', '本网点正在做开门准备，暂时不能取号。'),
    ),
  );
  await user.click(await screen.findByRole('button', { name: /代客取号/ }));
  const drawer = await screen.findByRole('dialog');
  await user.click(within(drawer).getByLabelText('业务'));
  await user.click(await screen.findByTitle('开立个人账户'));
  await user.click(within(drawer).getByRole('button', { name: '取号' }));
  expect(await within(drawer).findByText('本网点正在做开门准备，暂时不能取号。')).toBeDefined();
  await user.click(within(drawer).getByRole('link', { name: '去做开门检查' }));
  expect(await screen.findByRole('heading', { name: '开门与交接' })).toBeDefined();
});

it('says of a number taken that no counter does its service now', async () => {
  const { user, world } = renderApp(server, '/board', { role: 'lobby_manager' });
  world.lobby.staffed = false;
  await user.click(await screen.findByRole('button', { name: /代客取号/ }));
  const drawer = await screen.findByRole('dialog');
  await user.click(within(drawer).getByLabelText('业务'));
  await user.click(await screen.findByTitle('开立个人账户'));
  await user.click(within(drawer).getByRole('button', { name: '取号' }));
  expect((await within(drawer).findByRole('alert')).textContent).toContain('现在无人在岗办理');
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
  expect(await screen.findByText('现在没有客户等候', { selector: 'strong' })).toBeDefined();
});
