import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import HallPage from '@/public/hall/hall-page';
import { themeAt } from '@/public/hall/use-theme';
import { LanguageProvider } from '@/public/shared/language';
import type { Call } from '@/public/shared/types';
import { FakeServer, SilentEventSource } from '@/public/testing/fake-server';
import { sampleHall } from '@/public/testing/samples';

const HALL = 'GET /branches/b1/hall';
let server: FakeServer;

beforeEach(() => {
  localStorage.clear();
  server = new FakeServer().start().on(HALL, sampleHall());
});

afterEach(() => vi.unstubAllGlobals());

function show() {
  render(
    <LanguageProvider remember>
      <HallPage branchId="b1" />
    </LanguageProvider>,
  );
}

function newCall() {
  const hall = sampleHall();
  const call = {
    ...(sampleHall().calls[0] as Call),
    call_id: 'c3',
    number: 'A019',
    counter_number: '12',
    times: 1,
    round: 1,
  };
  return { ...hall, calls: [{ ...call, called_at: hall.now }, ...hall.calls] };
}

describe('the hall screen', () => {
  it('shows the call, the calls before and the waits', async () => {
    show();
    expect(screen.getByText('正在打开')).toBeDefined();
    expect((await screen.findByText('A012')).className).toBe('hall-number');
    expect(screen.getByText('第 2 次呼叫')).toBeDefined();
    expect(screen.getByRole('region', { name: '最近叫号' }).textContent).toContain('B007');
    expect(screen.getByText('约 5–18 分钟')).toBeDefined();
    expect(screen.getByText('请咨询大堂经理')).toBeDefined();
    expect(document.querySelector('[data-fresh="true"]')).toBeNull();
  });

  it('tells of no wait for what goes before everybody', async () => {
    const [service] = sampleHall().by_service;
    const urgent = { ...service, name: '紧急止付', waiting: 1, wait: null, urgent: true, staffed: true };
    server.on(HALL, { ...sampleHall(), by_service: [urgent] });
    show();
    const row = (await screen.findByText('紧急止付')).closest('tr');
    expect(row?.textContent).toBe('紧急止付—请直接找工作人员');
  });

  it('tells no time as long as no counter is open', async () => {
    const wait = { low_s: 0, high_s: 600, basis: 'planned' as const };
    const by_service = sampleHall().by_service.map((service) => ({ ...service, wait, staffed: true }));
    server.on(HALL, sampleHall({ wait, by_service }));
    show();
    expect((await screen.findAllByText('等待开柜')).length).toBe(by_service.length + 1);
    expect(screen.queryByText(/10 分钟/)).toBeNull();
  });

  it('flashes and tells a new call at once', async () => {
    show();
    await screen.findByText('A012');
    server.on(HALL, newCall());
    act(() => {
      SilentEventSource.last?.onmessage?.(new MessageEvent('message'));
    });
    expect((await screen.findByText('A019')).closest('section')?.dataset.fresh).toBe('true');
    expect(screen.getByText('请 A019 号到 12 号柜台').getAttribute('aria-live')).toBe('assertive');
  });

  it('calls nobody any more once all have come, and keeps their numbers', async () => {
    const calls = sampleHall().calls.map((call) => ({ ...call, round: 0 }));
    server.on(HALL, sampleHall({ calls }));
    show();
    expect(await screen.findByText('现在没有正在呼叫的号码')).toBeDefined();
    const recent = screen.getByRole('region', { name: '最近叫号' }).textContent;
    expect(recent).toContain('A012');
    expect(recent).toContain('B007');
  });

  it('does not flash an older call that stands there again', async () => {
    const [served, ...older] = newCall().calls.map((call) => ({ ...call, round: 1 })) as [Call, ...Call[]];
    const calledAt = new Date(Date.now() - 30_000).toISOString();
    server.on(HALL, sampleHall({ calls: [{ ...served, called_at: calledAt }, ...older] }));
    show();
    await screen.findByText('A019');
    server.on(HALL, sampleHall({ calls: [{ ...served, called_at: calledAt, round: 0 }, ...older] }));
    act(() => {
      SilentEventSource.last?.onmessage?.(new MessageEvent('message'));
    });
    await vi.waitFor(() => expect(document.querySelector('.hall-number')?.textContent).toBe('A012'));
    expect(document.querySelector('[data-fresh="true"]')).toBeNull();
  });

  it('fetches everything again on reset', async () => {
    show();
    await screen.findByText('A012');
    const before = server.to(HALL).length;
    act(() => {
      SilentEventSource.last?.dispatchEvent(new Event('reset'));
    });
    await vi.waitFor(() => expect(server.to(HALL).length).toBeGreaterThan(before));
  });

  it('says plainly that it is offline and keeps the last calls', async () => {
    show();
    await screen.findByText('A012');
    server.down = true;
    act(() => {
      window.dispatchEvent(new Event('online'));
    });
    expect((await screen.findByRole('alert')).textContent).toContain('屏幕暂时连接不上系统');
    expect(screen.getByText('A012')).toBeDefined();
    server.down = false;
    act(() => {
      window.dispatchEvent(new Event('online'));
    });
    await vi.waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('is in English one tap later, and says what an empty screen is for', async () => {
    server.on(HALL, sampleHall({ calls: [], waiting: 0, wait: null }));
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'English' }));
    expect(screen.getAllByText('No calls yet')).toHaveLength(2);
    expect(screen.getByText('Nobody is waiting')).toBeDefined();
  });

  it('asks for the tap that sound needs, but not in silent hours', async () => {
    show();
    expect(await screen.findByRole('button', { name: '点这里打开叫号声音' })).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: '保持静音' }));
    expect(screen.getByRole('button', { name: '声音未打开' })).toBeDefined();
  });

  it('is quiet in silent hours', async () => {
    server.on(HALL, sampleHall({ voice: { languages: ['zh-CN'], volume: 0, repeat: 2 } }));
    show();
    expect(await screen.findByText('静音时段')).toBeDefined();
    expect(screen.queryByRole('button', { name: '点这里打开叫号声音' })).toBeNull();
  });

  it('says that a branch is unknown', async () => {
    server.on(HALL, { code: 'branch.not_found' }, 404);
    show();
    expect(await screen.findByText('没有找到这个网点')).toBeDefined();
  });

  it('turns dark for the night', () => {
    expect([5, 6, 12, 18, 19].map(themeAt)).toEqual(['dark', 'light', 'light', 'light', 'dark']);
  });
});
