import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { renderApp, startMockServer } from '@/testing/render-app';
import { staff, uuid } from '../../../../mock/fixtures.ts';

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

it('keeps a shift that ends at midnight as it is', async () => {
  const starts_at = new Date(new Date().setHours(0, 0, 0, 0)).toISOString();
  const ends_at = new Date(Date.parse(starts_at) + 86_400_000).toISOString();
  const shift = { id: uuid(12, 1), branch_id: uuid(1, 1), counter_id: null, starts_at, ends_at, version: 1 };
  const person = { staff_id: uuid(2, 1), staff_name: '王晓燕', staff_name_en: 'Wang Xiaoyan' };
  let sent: unknown;
  const { user } = renderApp(server, '/settings/shifts', { role: 'branch_manager' });
  server.use(
    http.get('*/api/v1/shifts', () => HttpResponse.json({ items: [{ ...shift, ...person }], next: null })),
    http.patch('*/api/v1/shifts/:id', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({});
    }),
  );
  await user.click(await screen.findByRole('button', { name: '修改' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '保存' }));
  await expect.poll(() => sent).toMatchObject({ starts_at, ends_at, version: 1 });
});

it('offers people for a shift, not the kiosk', async () => {
  const grant = {
    id: uuid(11, 9),
    branch_id: uuid(1, 1),
    granted_at: '2026-01-01T00:00:00Z',
    granted_by: null,
  };
  const kiosk = {
    ...staff[0],
    id: uuid(4, 9),
    name: '中山路支行取号机',
    grants: [{ ...grant, role: 'kiosk' }],
  };
  const { user } = renderApp(server, '/settings/shifts', { role: 'branch_manager' });
  server.use(http.get('*/api/v1/staff', () => HttpResponse.json({ items: [...staff, kiosk], next: null })));
  await user.click(await screen.findByRole('button', { name: /新增班次/ }));
  const drawer = await screen.findByRole('dialog');
  await user.click(within(drawer).getByLabelText('姓名'));
  expect(await screen.findByTitle('李志强')).toBeDefined();
  expect(screen.queryByTitle('中山路支行取号机')).toBeNull();
});

it('lets a day follow its weekday by withdrawing what was said of it', async () => {
  const year = 2026;
  let withdrawn: unknown;
  const { user } = renderApp(server, '/settings/calendars', { role: 'head_office' });
  server.use(
    http.delete('*/api/v1/calendars/:jurisdiction/:year/days/:date', ({ params }) => {
      withdrawn = params.date;
      return HttpResponse.json({ date: params.date, kind: 'ordinary', name: '普通日', source: '' });
    }),
  );
  const previous = await screen.findByLabelText('上一年');
  for (let shown = new Date().getFullYear(); shown > year; shown -= 1) await user.click(previous);
  await user.click(await screen.findByTitle('2026-01-01 节假日 元旦'));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByLabelText('名称')).toBeDefined();
  await user.click(within(dialog).getByRole('radio', { name: '按星期' }));
  expect(within(dialog).queryByLabelText('名称')).toBeNull();
  await user.click(within(dialog).getByRole('button', { name: '保存' }));
  await expect.poll(() => withdrawn).toBe('2026-01-01');
});
