import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import FinderPage from '@/public/finder/finder-page';
import { LanguageProvider } from '@/public/shared/language';
import type { FinderBranch, ServiceQueue } from '@/public/shared/types';
import { FakeServer } from '@/public/testing/fake-server';

const FINDER = 'GET /finder';
const NOW = '2026-09-30T02:00:00Z';

const queue = (id: string, name: string, high_s: number | null): ServiceQueue => ({
  service_id: id,
  name,
  name_en: id,
  waiting: high_s ? 4 : 0,
  wait: high_s ? { low_s: high_s / 2, high_s } : null,
  urgent: false,
  staffed: high_s !== null,
});

const branch = (id: string, more: Partial<FinderBranch>): FinderBranch => ({
  id,
  name: `${id}支行`,
  name_en: `${id} Branch`,
  address: '',
  phone: null,
  open: true,
  hours_today: [{ from: '09:00', to: '17:00' }],
  reason: null,
  closes_at: '2026-09-30T09:00:00Z',
  opens_at: null,
  waiting: 4,
  wait: { low_s: 600, high_s: 1200 },
  services: [queue('cash', '存取款', 1200), queue('loan', '贷款', null)],
  seated: false,
  facilities: ['step_free', 'hearing_aid'],
  bookable: true,
  incidents: [],
  ...more,
});

const BUSY = branch('busy', { phone: '010-88886666' });
const QUIET = branch('quiet', {
  wait: { low_s: 60, high_s: 300 },
  services: [queue('cash', '存取款', 300)],
  seated: true,
  facilities: [],
  bookable: false,
});
const CLOSED = branch('closed', {
  open: false,
  hours_today: [],
  reason: '国庆节',
  closes_at: null,
  opens_at: null,
  wait: null,
  waiting: 0,
});
let server: FakeServer;

beforeEach(() => {
  server = new FakeServer().start().on(FINDER, { now: NOW, items: [CLOSED, BUSY, QUIET] });
});

function show() {
  render(
    <LanguageProvider remember={false}>
      <FinderPage />
    </LanguageProvider>,
  );
}

const names = () => screen.getAllByRole('article').map((card) => card.getAttribute('aria-label'));

it('puts first where one is served soonest, and says why a branch is closed', async () => {
  show();
  expect(await screen.findByRole('heading', { name: '附近网点与等候时间' })).toBeDefined();
  expect(names()).toEqual(['quiet支行', 'busy支行', 'closed支行']);
  const closed = within(screen.getByRole('article', { name: 'closed支行' }));
  expect(closed.getByText('今天休息（国庆节）')).toBeDefined();
  expect(closed.queryByRole('link', { name: /取号/ })).toBeNull();
  const quiet = within(screen.getByRole('article', { name: 'quiet支行' }));
  expect(quiet.getByText('约 1–5 分钟')).toBeDefined();
  expect(quiet.getByRole('link', { name: '在quiet支行取号' }).getAttribute('href')).toBe('/phone/new/quiet');
});

it('tells the wait for what one needs, and where it is not done', async () => {
  show();
  const user = userEvent.setup();
  await user.selectOptions(await screen.findByRole('combobox', { name: '要办的业务' }), '贷款');
  const busy = within(screen.getByRole('article', { name: 'busy支行' }));
  expect(busy.getByText('现在没有柜台办理')).toBeDefined();
  const quiet = within(screen.getByRole('article', { name: 'quiet支行' }));
  expect(quiet.getByText('不办理这项业务')).toBeDefined();
  expect(names()[0]).toBe('busy支行');
});

it('keeps the last list while the server is away', async () => {
  show();
  await screen.findByRole('article', { name: 'busy支行' });
  server.down = true;
  window.dispatchEvent(new Event('online'));
  expect(await screen.findByRole('alert')).toBeDefined();
  expect(names()).toHaveLength(3);
});
