import { screen, waitFor } from '@testing-library/react';
import { http } from 'msw';
import { beforeEach, expect, it, vi } from 'vitest';
import { FakeEventSource } from '@/testing/fake-event-source';
import { renderApp, startMockServer } from '@/testing/render-app';
import { problem } from '../../../mock/handlers.ts';

const server = startMockServer();

beforeEach(() => {
  vi.stubGlobal('EventSource', FakeEventSource);
  FakeEventSource.made = [];
});

type Shown = ReturnType<typeof renderApp>;

async function signOut({ user, world }: Shown) {
  const name = world.session?.staff.name ?? '';
  await user.click(await screen.findByRole('button', { name }));
  await user.click(await screen.findByText('退出登录'));
  return name;
}

const addressOf = ({ router }: Shown) => router.state.location.pathname + router.state.location.search;
const cachedOf = ({ client }: Shown) =>
  client
    .getQueryCache()
    .getAll()
    .filter(({ state }) => state.data !== null)
    .map(({ queryKey }) => queryKey[0]);

it.each(['/board', '/customers', '/settings/staff', '/me/security'])(
  'leaves %s for the start page, and nothing of the person stays',
  async (path) => {
    const app = renderApp(server, path, { role: 'branch_manager' });
    await waitFor(() => expect(FakeEventSource.made.length).toBeGreaterThan(0));
    const name = await signOut(app);
    expect(await screen.findByRole('button', { name: /大堂经理/ })).toBeDefined();
    expect(addressOf(app)).toBe('/');
    expect(screen.queryByRole('button', { name })).toBeNull();
    expect(document.querySelector('.ant-message-notice')).toBeNull();
    expect(cachedOf(app)).toEqual(['demo']);
    await waitFor(() => expect(FakeEventSource.made.at(-1)?.readyState).toBe(FakeEventSource.CLOSED));
  },
);

it('leads to the sign-in form where there is no demo', async () => {
  const app = renderApp(server, '/board', { role: 'branch_manager' });
  app.world.demoLoaded = false;
  await signOut(app);
  expect(await screen.findByRole('button', { name: '登录' })).toBeDefined();
  expect(addressOf(app)).toBe('/');
});

it('leaves as well when the session has ended meanwhile, without a word', async () => {
  const app = renderApp(server, '/me/security', { role: 'branch_manager' });
  const ended = () => problem(401, 'session.none', '请先登录。');
  await screen.findByRole('button', { name: app.world.session?.staff.name });
  server.use(http.delete('*/api/v1/session', ended), http.get('*/api/v1/session', ended));
  await signOut(app);
  expect(await screen.findByRole('button', { name: /大堂经理/ })).toBeDefined();
  expect(addressOf(app)).toBe('/');
  expect(screen.queryByText('请先登录。')).toBeNull();
});

it('keeps the page to come back to when the session ends by itself', async () => {
  const app = renderApp(server, '/customers?q=1', { role: 'branch_manager' });
  await screen.findByRole('button', { name: app.world.session?.staff.name });
  app.world.session = null;
  void app.client.invalidateQueries({ queryKey: ['session'] });
  expect(await screen.findByRole('button', { name: /大堂经理/ })).toBeDefined();
  expect(addressOf(app)).toBe('/?next=%2Fcustomers%3Fq%3D1');
});

it('also leaves from where the password is due', async () => {
  const app = renderApp(server, '/board', { role: 'branch_manager' });
  if (app.world.session) app.world.session = { ...app.world.session, password_change_due: true };
  await app.user.click(await screen.findByRole('button', { name: '退出登录' }));
  expect(await screen.findByRole('button', { name: /大堂经理/ })).toBeDefined();
  expect(addressOf(app)).toBe('/');
});
