import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { renderApp, startMockServer } from '@/testing/render-app';

const server = startMockServer();

it('verifies the chain when asked', async () => {
  const { user } = renderApp(server, '/audit', { role: 'compliance' });
  await user.click(await screen.findByRole('button', { name: /校验完整性/ }));
  expect(await screen.findByText('共 4120 条记录，校验完整，未发现改动。')).toBeDefined();
});

it('says plainly what is wrong with a broken chain', async () => {
  const { user } = renderApp(server, '/audit', { role: 'compliance' });
  server.use(
    http.get('*/api/v1/audit/verification', () =>
      HttpResponse.json({
        ok: false,
        rows: 10,
        chains: 1,
        anchored: 1,
        problem_count: 1,
        problems: [{ chain: 'head-office', seq: 7, until: 7, message: '第 7 条被改动' }],
      }),
    ),
  );
  await user.click(await screen.findByRole('button', { name: /校验完整性/ }));
  expect(await screen.findByText('发现 1 处异常')).toBeDefined();
  expect(screen.getByText('#7 第 7 条被改动')).toBeDefined();
});
