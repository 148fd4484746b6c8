import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
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

it('tells a visit as one entry with everything that matters, and opens into its steps', async () => {
  const { user } = renderApp(server, `/customers/${uuid(6, 1)}`, { role: 'branch_manager' });
  const visit = await screen.findByRole('region', { name: 'A021 存款取款' });
  expect(within(visit).getByText('2 号柜台 · 王海燕 · 等候 6 分 · 办理 3 分 30 秒')).toBeDefined();
  expect(await within(visit).findByRole('img', { name: /满意度 5 分/ })).toBeDefined();
  expect(within(visit).getByText('柜员很耐心，一次办好。')).toBeDefined();
  expect(within(visit).getByRole('link', { name: '查看到店记录' }).getAttribute('href')).toBe(
    `/visits/${uuid(9, 21)}`,
  );
  await user.click(within(visit).getByRole('button', { name: /全过程/ }));
  expect(await within(visit).findByText('为什么是这位')).toBeDefined();
});

it('keeps the marks to those who may see ratings, and the visit to those who may open it', async () => {
  const { user } = renderApp(server, `/customers/${uuid(6, 1)}`, { role: 'teller' });
  const visit = await screen.findByRole('region', { name: 'A021 存款取款' });
  expect(within(visit).getByText('客户已评价')).toBeDefined();
  expect(within(visit).queryByRole('img', { name: /满意度/ })).toBeNull();
  server.use(http.get('*/api/v1/visits/:id', () => new HttpResponse(null, { status: 404 })));
  await user.click(within(visit).getByRole('button', { name: /全过程/ }));
  expect(await within(visit).findByText('业务办结')).toBeDefined();
  expect(within(visit).queryByText('为什么是这位')).toBeNull();
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

it('tells no wait of a visit that was not called yet', async () => {
  renderApp(server, `/customers/${uuid(6, 1)}`, { role: 'branch_manager' });
  const visit = {
    number: 'A030',
    service: { id: uuid(2, 1), name: '存款取款', name_en: 'Cash deposit and withdrawal' },
    state: 'waiting',
    counter_number: null,
    staff: null,
    called_at: null,
    serving_at: null,
    finished_at: null,
    wait_s: 0,
    service_s: null,
    rated: false,
  };
  const taken = { at: '2026-11-20T02:02:00Z', branch: null, sentence: '到店办理', steps: [], kind: 'visit' };
  const entries = [
    { id: uuid(9, 30), ...taken, visit },
    {
      id: uuid(9, 31),
      ...taken,
      visit: { ...visit, number: 'A031', state: 'left', finished_at: '2026-11-20T02:12:00Z', wait_s: 600 },
    },
  ];
  server.use(
    http.get('*/api/v1/customers/:id/timeline', () => HttpResponse.json({ items: entries, next: null })),
  );
  const waiting = await screen.findByRole('region', { name: 'A030 存款取款' });
  expect(within(waiting).queryByText(/等候 \d/)).toBeNull();
  const left = screen.getByRole('region', { name: 'A031 存款取款' });
  expect(within(left).getByText('等候 10 分')).toBeDefined();
});
