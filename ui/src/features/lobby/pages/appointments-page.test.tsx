import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderApp, startMockServer } from '@/testing/render-app';

const server = startMockServer();

const row = async (phone: string) =>
  (await screen.findByText(new RegExp(phone))).closest('tr') as HTMLElement;

it('lists the day with what became of each, and checks in who may', async () => {
  const { user } = renderApp(server, '/appointments', { role: 'branch_manager' });
  expect(await screen.findByRole('heading', { level: 1, name: '预约' })).toBeDefined();
  expect(within(await row('0001')).getByText('已办理')).toBeDefined();
  expect(within(await row('0001')).queryByRole('button')).toBeNull();
  const later = within(await row('0003')).getByRole('button', { name: /签\s?到/ });
  expect((later as HTMLButtonElement).disabled).toBe(true);
  await user.click(within(await row('0002')).getByRole('button', { name: /签\s?到/ }));
  expect(await screen.findByText('已签到，号码 A022')).toBeDefined();
  expect(await within(await row('0002')).findByText('提前到店')).toBeDefined();
});

it('says at the appointment which mail could not be delivered and why', async () => {
  renderApp(server, '/appointments', { role: 'lobby_manager' });
  const note = await within(await row('0003')).findByText(/提醒邮件/);
  expect(note.textContent).toContain('q***@customer.example');
  expect(note.textContent).toContain('未能送达，请电话联系客户');
  expect(note.textContent).toContain('邮件服务器拒收，请核对邮箱');
  expect(within(await row('0002')).queryByText(/邮件/)).toBeNull();
});

it('cancels only with a reason', async () => {
  const { user } = renderApp(server, '/appointments', { role: 'branch_manager' });
  await user.click(within(await row('0003')).getByRole('button', { name: '取消预约' }));
  const drawer = await screen.findByRole('dialog');
  await user.click(within(drawer).getByRole('button', { name: '取消预约' }));
  expect(await within(drawer).findByText(/原因/, { selector: '.ant-form-item-explain-error' })).toBeDefined();
  await user.click(within(drawer).getByRole('combobox'));
  await user.click(await screen.findByTitle('客户要求'));
  await user.click(within(drawer).getByRole('button', { name: '取消预约' }));
  expect(await screen.findByText('已取消')).toBeDefined();
});

it('shows the list and no acts to those who may only read', async () => {
  renderApp(server, '/appointments', { role: 'lobby_manager' });
  expect(within(await row('0002')).queryByRole('button')).toBeNull();
  expect(screen.queryByRole('button', { name: '代客预约' })).toBeNull();
});
