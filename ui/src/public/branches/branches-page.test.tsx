import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import BranchesPage from '@/public/branches/branches-page';
import type { BranchPage } from '@/public/route';
import { LanguageProvider } from '@/public/shared/language';
import { FakeServer } from '@/public/testing/fake-server';

const BRANCHES = 'GET /branches';
const items = [
  {
    id: 'b1',
    name: '滨江支行',
    name_en: 'Binjiang Branch',
    address: '江南大道 188 号',
    address_en: '188 Jiangnan Ave',
  },
  { id: 'b2', name: '中山路支行', name_en: 'Zhongshan Road Branch', address: '中山路 1 号', address_en: '' },
];
let server: FakeServer;

beforeEach(() => {
  server = new FakeServer().start().on(BRANCHES, { items });
});

afterEach(() => {
  history.replaceState(null, '', '/');
  vi.unstubAllGlobals();
});

function show(of: BranchPage) {
  render(
    <LanguageProvider remember={false}>
      <BranchesPage of={of} />
    </LanguageProvider>,
  );
}

const targets = () => screen.getAllByRole('link').map((link) => link.getAttribute('href'));

it('leads to the kiosk of every branch, with what the address says besides', async () => {
  history.replaceState(null, '', '/kiosk?print=1');
  show('kiosk');
  expect(screen.getByRole('heading', { name: '正在打开' })).toBeDefined();
  expect(await screen.findByRole('heading', { name: '选择网点' })).toBeDefined();
  expect(screen.getByRole('link', { name: /滨江支行.*江南大道/ })).toBeDefined();
  expect(targets()).toEqual(['/kiosk/b1?print=1', '/kiosk/b2?print=1']);
});

it('leads to the hall screen of every branch, in English too', async () => {
  show('hall');
  await userEvent.click(await screen.findByRole('button', { name: 'English' }));
  expect(screen.getByRole('heading', { name: 'Choose a branch' })).toBeDefined();
  expect(screen.getByRole('link', { name: /Binjiang Branch.*188 Jiangnan Ave/ })).toBeDefined();
  expect(targets()).toEqual(['/hall/b1', '/hall/b2']);
});

it('says when the server is away, and when there is no branch', async () => {
  server.down = true;
  show('hall');
  expect(await screen.findByText(/暂时连接不上系统/)).toBeDefined();
  server.down = false;
  server.on(BRANCHES, { items: [] });
  window.dispatchEvent(new Event('online'));
  expect(await screen.findByText(/还没有对外服务的网点/)).toBeDefined();
});
