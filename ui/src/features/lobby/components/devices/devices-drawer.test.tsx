import { screen, within } from '@testing-library/react';
import { http } from 'msw';
import { expect, it } from 'vitest';
import { renderApp, startMockServer } from '@/testing/render-app';
import { problem } from '../../../../../mock/handlers.ts';

const server = startMockServer();

async function open(role: 'lobby_manager' | 'branch_manager') {
  const { user } = renderApp(server, '/board', { role });
  await user.click(await screen.findByRole('button', { name: '取号机与号纸' }));
  return { user, drawer: within(await screen.findByRole('dialog')) };
}

it('sets the next paper, and shows at the field that it was used', async () => {
  const { user, drawer } = await open('lobby_manager');
  expect(drawer.queryByText('已登记的取号机')).toBeNull();
  const next = await drawer.findByLabelText('下一张号纸的号码');
  await user.clear(next);
  await user.type(next, '41');
  await user.click(drawer.getByLabelText('调整原因'));
  await user.click(await screen.findByTitle('号纸撕坏或空出'));
  const detail = '号码 041 今天已经用过，请核对下一张号纸。';
  server.use(
    http.put('/api/v1/branches/:id/roll', () =>
      problem(422, 'web.fields', '有内容需要修改', {
        errors: [{ pointer: '/next', code: 'roll.number_used', detail }],
      }),
    ),
  );
  await user.click(drawer.getByRole('button', { name: '保存' }));
  expect(await drawer.findByText(detail)).toBeDefined();
  server.resetHandlers();
});

it('registers a kiosk and shows its address this once', async () => {
  const { user, drawer } = await open('branch_manager');
  await user.type(await drawer.findByLabelText(/名称/), '大门左侧');
  await user.click(drawer.getByRole('button', { name: '登记取号机' }));
  expect(await drawer.findByText(/#device=/)).toBeDefined();
  expect(await drawer.findByText('由浏览器打印', { exact: false })).toBeDefined();
});
