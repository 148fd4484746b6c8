import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderApp, startMockServer } from '@/testing/render-app';
import { uuid } from '../../../../mock/fixtures.ts';

const server = startMockServer();

it('unmasks one field, with a reason', async () => {
  const { user } = renderApp(server, `/customers/${uuid(6, 1)}`, { role: 'branch_manager' });
  expect(await screen.findByText('138****5621')).toBeDefined();
  await user.click(screen.getByRole('button', { name: '查看完整手机号' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: '查看' }));
  expect(await within(dialog).findByText('请选择查看原因')).toBeDefined();
  await user.click(within(dialog).getByLabelText('联系客户'));
  await user.click(within(dialog).getByRole('button', { name: '查看' }));
  expect(await screen.findByText('13812345621')).toBeDefined();
  expect(screen.getByText('3205**********0012')).toBeDefined();
});

it('does not offer unmasking to those who may not', async () => {
  renderApp(server, `/customers/${uuid(6, 1)}`, { role: 'compliance' });
  expect(await screen.findByText('138****5621')).toBeDefined();
  expect(screen.queryByRole('button', { name: '查看完整手机号' })).toBeNull();
});

it('shows the fault of a new customer at its field and keeps what was typed', async () => {
  const { user } = renderApp(server, '/customers', { role: 'branch_manager' });
  await user.click(await screen.findByRole('button', { name: /新建客户/ }));
  const drawer = await screen.findByRole('dialog');
  await user.type(within(drawer).getByLabelText(/姓名/), '张晓明');
  await user.type(within(drawer).getByLabelText(/证件号码/), '320501199003070010');
  await user.click(within(drawer).getByRole('button', { name: '建档' }));
  expect(await within(drawer).findByText('身份证号码校验位不正确，请核对。')).toBeDefined();
  expect(within(drawer).getByLabelText<HTMLInputElement>(/姓名/).value).toBe('张晓明');
});
