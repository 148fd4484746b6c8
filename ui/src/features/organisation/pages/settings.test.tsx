import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { renderApp, startMockServer } from '@/testing/render-app';
import { uuid } from '../../../../mock/fixtures.ts';

const server = startMockServer();

it('leads from the settings to their first part', async () => {
  const { router } = renderApp(server, '/settings', { role: 'branch_manager' });
  expect(await screen.findByText('中山路支行', { selector: 'td' })).toBeDefined();
  expect(router.state.location.pathname).toBe('/settings/branches');
});

it('warns about a year whose holidays are not entered', async () => {
  const { user } = renderApp(server, '/settings/calendars', { role: 'branch_manager' });
  const next = await screen.findByRole('button', { name: '下一年' });
  for (let year = new Date().getFullYear(); year < 2028; year += 1) await user.click(next);
  expect(await screen.findByText('2028 年的节假日安排尚未录入')).toBeDefined();
});

it('changes a counter', async () => {
  let sent: unknown;
  const { user } = renderApp(server, '/settings/counters', { role: 'branch_manager' });
  server.use(
    http.patch('*/api/v1/counters/:id', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({});
    }),
  );
  await user.click((await screen.findAllByRole('button', { name: '修改' }))[0] as HTMLElement);
  const drawer = await screen.findByRole('dialog');
  const name = within(drawer).getByLabelText('名称');
  await user.clear(name);
  await user.type(name, '现金柜台');
  await user.click(within(drawer).getByRole('button', { name: '保存' }));
  await expect.poll(() => sent).toMatchObject({ number: '1', name: '现金柜台', version: 1 });
});

it('grants a role to a person', async () => {
  let sent: unknown;
  const { user } = renderApp(server, '/settings/staff', { role: 'branch_manager' });
  server.use(
    http.post('*/api/v1/staff/:id/grants', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({});
    }),
  );
  await user.click((await screen.findAllByRole('button', { name: '角色' }))[0] as HTMLElement);
  const drawer = await screen.findByRole('dialog');
  expect(await within(drawer).findByText('柜员')).toBeDefined();
  await user.click(within(drawer).getByLabelText('角色'));
  await user.click(await screen.findByTitle('大堂经理'));
  await user.click(within(drawer).getByRole('button', { name: '授予角色' }));
  await expect.poll(() => sent).toEqual({ role: 'lobby_manager', branch_id: uuid(1, 1) });
});
