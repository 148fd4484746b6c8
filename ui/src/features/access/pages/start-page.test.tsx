import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderApp, startMockServer } from '@/testing/render-app';

const server = startMockServer();

it('signs in as a demo role with one click and lands on its page', async () => {
  const { user, router } = renderApp(server, '/');
  await user.click(await screen.findByRole('button', { name: /大堂经理/ }));
  expect(await screen.findByRole('heading', { level: 1, name: '厅堂' })).toBeDefined();
  expect(router.state.location.pathname).toBe('/board');
});

it('links to the public pages of every branch', async () => {
  renderApp(server, '/');
  const section = await screen.findByRole('region', { name: '无需登录的页面' });
  const targets = within(section)
    .getAllByRole('link')
    .map((link) => link.getAttribute('href'));
  expect(targets).toHaveLength(9);
  expect(targets.at(-1)).toMatch(/^\/phone\/new\/.+/);
});

async function typeCredentials(user: ReturnType<typeof renderApp>['user'], name: string, password: string) {
  await user.type(await screen.findByLabelText('用户名'), name);
  await user.type(screen.getByLabelText('密码'), password);
  await user.click(screen.getByRole('button', { name: '登录' }));
}

it('asks for the code when a second factor is due, and returns to the page that was asked for', async () => {
  const { user, router, world } = renderApp(server, '/visits?day=2026-11-20');
  world.demoLoaded = false;
  await typeCredentials(user, 'totp', 'correct horse');
  await user.type(await screen.findByLabelText('动态验证码'), '123456');
  await user.click(screen.getByRole('button', { name: '登录' }));
  expect(await screen.findByRole('heading', { level: 1, name: '到店记录' })).toBeDefined();
  expect(router.state.location.search).toBe('?day=2026-11-20');
});

it('leads to the page of the person after a password, even where the demo roles stand above', async () => {
  const { user, router } = renderApp(server, '/');
  await user.click(await screen.findByText('用账号密码登录'));
  await typeCredentials(user, 'demo', 'correct horse');
  await waitFor(() => expect(router.state.location.pathname).not.toBe('/'));
});

it('says for how long an account is locked and keeps what was typed', async () => {
  const { user, world } = renderApp(server, '/');
  world.demoLoaded = false;
  await typeCredentials(user, 'locked', 'x');
  expect(await screen.findByText('密码多次输错，账号已锁定。')).toBeDefined();
  expect(screen.getByText(/请在 15 分 后再试/)).toBeDefined();
  expect(screen.getByLabelText<HTMLInputElement>('用户名').value).toBe('locked');
});

it('shows the form in English when that is chosen', async () => {
  const { user } = renderApp(server, '/');
  await user.click(await screen.findByText('English'));
  await waitFor(() => expect(document.documentElement.lang).toBe('en'));
  expect(screen.getByRole('heading', { name: 'Choose a role, enter with one click' })).toBeDefined();
});
