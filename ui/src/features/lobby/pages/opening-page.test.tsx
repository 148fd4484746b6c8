import { screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { expect, it } from 'vitest';
import { renderApp, startMockServer } from '@/testing/render-app';
import { problem } from '../../../../mock/handlers.ts';
import { person } from '../../../../mock/opening-state.ts';

const server = startMockServer();

const row = (name: string) =>
  screen.getByText(name, { selector: '[data-item] strong' }).closest('li') as HTMLElement;

it('shows what is left before numbers are given out', async () => {
  renderApp(server, '/opening', { role: 'lobby_manager' });
  const list = await screen.findByRole('region', { name: '开门前' });
  expect(within(list).getAllByRole('listitem')).toHaveLength(3);
  expect(screen.getByText('必查 0 / 2 项，全部 0 / 3 项')).toBeDefined();
  expect(screen.getByText(/都不出号/)).toBeDefined();
  expect(screen.queryByRole('button', { name: '特批开门' })).toBeNull();
});

it('ticks an item and takes it back', async () => {
  const { user, world } = renderApp(server, '/opening', { role: 'lobby_manager' });
  await user.click(await screen.findByRole('button', { name: '完成 安全检查' }));
  await waitFor(() => expect(within(row('安全检查')).getByText(/周晓岚/)).toBeDefined());
  expect(world.opening.item('opening', 'safety').state).toBe('done');
  await user.click(screen.getByRole('button', { name: '撤回 安全检查' }));
  await waitFor(() => expect(world.opening.item('opening', 'safety').state).toBe('open'));
});

it('leaves the second tick of two to a second person', async () => {
  const { user } = renderApp(server, '/opening', { role: 'lobby_manager' });
  await user.click(await screen.findByRole('button', { name: '完成 双人进入' }));
  expect(await within(row('双人进入')).findByText('待第二人确认')).toBeDefined();
  expect(screen.queryByRole('button', { name: '我来确认 双人进入' })).toBeNull();
});

it('lets a second person confirm', async () => {
  const { user, world } = renderApp(server, '/opening', { role: 'lobby_manager' });
  world.opening.mark('opening', 'entry', person(5), 'done', null);
  await user.click(await screen.findByRole('button', { name: '我来确认 双人进入' }));
  await waitFor(() => expect(world.opening.item('opening', 'entry').confirmed?.by.name).toBe('周晓岚'));
});

it('is gone through by keys', async () => {
  const { user, world } = renderApp(server, '/opening', { role: 'lobby_manager' });
  await screen.findByRole('region', { name: '开门前' });
  await user.keyboard('j ');
  await waitFor(() => expect(world.opening.item('opening', 'safety').state).toBe('done'));
  await waitFor(() => expect(row('老花镜').getAttribute('aria-current')).toBe('true'));
  await user.keyboard('n');
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: /记\s?录/ }));
  expect(await within(dialog).findByText('请填写原因')).toBeDefined();
  await user.type(within(dialog).getByLabelText('原因'), '正在配镜');
  await user.click(within(dialog).getByRole('button', { name: /记\s?录/ }));
  await waitFor(() => expect(world.opening.item('opening', 'glasses').note).toBe('正在配镜'));
});

it('carries problems with their age until they are resolved', async () => {
  const { user, world } = renderApp(server, '/opening', { role: 'lobby_manager' });
  const open = await screen.findByRole('region', { name: '待解决问题 1 个' });
  expect(within(open).getByText('第 3 天')).toBeDefined();
  await user.click(within(open).getByRole('button', { name: '已解决 老花镜' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: '已解决' }));
  await waitFor(() => expect(world.opening.openItems).toHaveLength(0));
  await waitFor(() => expect(screen.queryByRole('region', { name: /待解决问题/ })).toBeNull());
});

it('opens all the same by a manager with a reason', async () => {
  const { user, world } = renderApp(server, '/opening?view=opening', { role: 'branch_manager' });
  await user.click(await screen.findByRole('button', { name: '特批开门' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByLabelText('特批原因'), '押运车晚到');
  await user.click(within(dialog).getByRole('button', { name: '确认开门' }));
  expect(
    await screen.findByText(/特批开门$/, { selector: '.ant-alert-title, .ant-alert-message' }),
  ).toBeDefined();
  expect(world.opening.overridden?.reason).toBe('押运车晚到');
});

it('sends a photo after showing it, and no other file', async () => {
  const { user, world } = renderApp(server, '/opening', { role: 'lobby_manager' });
  URL.createObjectURL = () => 'blob:photo';
  URL.revokeObjectURL = () => undefined;
  const input = await screen.findByLabelText('为“安全检查”添加照片');
  const send = (name: string, type: string) =>
    user.upload(input as HTMLInputElement, new File(['x'], name, { type }));
  await send('round.png', 'image/png');
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByAltText('将要上传的照片')).toBeDefined();
  await user.click(within(dialog).getByRole('button', { name: /上\s?传/ }));
  expect(await screen.findByAltText('“安全检查”的照片 1')).toBeDefined();
  expect(world.opening.item('opening', 'safety').photos).toHaveLength(1);
});

it('warns of what is left when the branch closes', async () => {
  renderApp(server, '/opening?view=closing', { role: 'lobby_manager' });
  expect(await screen.findByText(/还有 2 位客户未办结.*还有 1 个待解决问题/)).toBeDefined();
  expect(screen.getByRole('region', { name: '营业中' })).toBeDefined();
  expect(screen.getByRole('region', { name: '关门后' })).toBeDefined();
});

it('hands a note to the next shift, who acknowledges it', async () => {
  const { user } = renderApp(server, '/opening?view=handover', { role: 'lobby_manager' });
  expect(await screen.findByText('还没有交接记录')).toBeDefined();
  await user.type(screen.getByLabelText('交接内容'), '明早有押运检查');
  await user.click(screen.getByRole('button', { name: '写好了' }));
  expect(await screen.findByText('明早有押运检查')).toBeDefined();
  expect(screen.queryByRole('button', { name: '我已知悉' })).toBeNull();
});

it('lets the next shift say that it has read a note', async () => {
  const { user, world } = renderApp(server, '/opening?view=handover', { role: 'lobby_manager' });
  world.opening.handovers.push({
    id: 'h1',
    business_day: '2026-11-22',
    text: '存折待领取',
    author: person(5),
    written_at: new Date().toISOString(),
    read_by: null,
    read_at: null,
  });
  await user.click(await screen.findByRole('button', { name: '我已知悉' }));
  expect(await screen.findByText(/周晓岚 .*已确认/)).toBeDefined();
});

it('shows head office every branch', async () => {
  renderApp(server, '/opening', { role: 'head_office' });
  const link = await screen.findByRole('link', { name: /JZ002 湖滨支行/ });
  expect(link.closest('tr')?.textContent).toContain('准备中');
  expect(link.getAttribute('href')).toContain('view=opening');
});

it('lets those who may only look, look', async () => {
  renderApp(server, '/opening?view=opening', { role: 'compliance' });
  expect(await screen.findByRole('region', { name: '开门前' })).toBeDefined();
  expect(screen.queryByRole('button', { name: /完成/ })).toBeNull();
  expect(screen.queryByText(/J K/)).toBeNull();
});

it('says what happened and tries again', async () => {
  const { user } = renderApp(server, '/opening', { role: 'lobby_manager' });
  server.use(
    http.get(
      '*/api/v1/branches/:id/checklists/:kind',
      () => problem(500, 'internal', '系统繁忙，请稍后再试。'),
      {
        once: true,
      },
    ),
  );
  expect(await screen.findByText('系统繁忙，请稍后再试。')).toBeDefined();
  await user.click(screen.getByRole('button', { name: '重试' }));
  expect(await screen.findByRole('region', { name: '开门前' })).toBeDefined();
});

it('says what will appear when there is nothing to check', async () => {
  const { world } = renderApp(server, '/opening', { role: 'lobby_manager' });
  world.opening.lists.opening = [];
  expect(await screen.findByText('这个网点没有要检查的项目')).toBeDefined();
});

it('tells those who may not see it who can grant it', async () => {
  renderApp(server, '/opening', { role: 'administrator' });
  expect(await screen.findByRole('heading', { name: '没有权限' })).toBeDefined();
});
