import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keep } from '@/public/phone/last-known';
import TicketPage from '@/public/phone/ticket-page';
import { LanguageProvider } from '@/public/shared/language';
import type { Ticket } from '@/public/shared/types';
import { FakeServer, SilentEventSource } from '@/public/testing/fake-server';
import { sampleTicket } from '@/public/testing/samples';

const TICKET = 'GET /tickets/tok1';
const counter = { number: '3', name: '3 号柜台', name_en: 'Counter 3' };
let server: FakeServer;

beforeEach(() => {
  localStorage.clear();
  history.replaceState(null, '', '/phone/tok1');
  server = new FakeServer().start().on(TICKET, sampleTicket());
});

afterEach(() => vi.unstubAllGlobals());

function show(change?: Partial<Ticket>) {
  if (change) server.on(TICKET, sampleTicket(change));
  render(
    <LanguageProvider remember>
      <TicketPage token="tok1" />
    </LanguageProvider>,
  );
}

describe('the phone page', () => {
  it('shows at a glance what matters while waiting', async () => {
    show();
    expect(screen.getByText('正在打开您的号码')).toBeDefined();
    expect(await screen.findByText('A023')).toBeDefined();
    expect(screen.getByText('4 位')).toBeDefined();
    expect(screen.getByText('约 9–19 分钟')).toBeDefined();
    expect(screen.getByText('请在网点内等候，叫到您时本页会提醒')).toBeDefined();
    expect(screen.getByText('本人有效身份证')).toBeDefined();
    await vi.waitFor(() => expect(document.title).toBe('A023 号 · 排队进度'));
  });

  it('follows its ticket and is loud when called', async () => {
    const vibrate = vi.fn();
    Object.defineProperty(navigator, 'vibrate', { value: vibrate, configurable: true });
    show();
    await screen.findByText('A023');
    expect(SilentEventSource.last?.url).toBe('/api/v1/live?topics=hall%3Ab1%2Cticket%3Atok1');
    server.on(TICKET, sampleTicket({ state: 'called', counter, calls: 2 }));
    act(() => {
      SilentEventSource.last?.onmessage?.(new MessageEvent('message'));
    });
    expect((await screen.findByRole('alert')).textContent).toContain('请到 3 号柜台');
    expect(screen.getByText('已呼叫 2 次')).toBeDefined();
    await vi.waitFor(() => expect(document.title).toBe('请到 3 号柜台'));
    await vi.waitFor(() => expect(vibrate).toHaveBeenCalledTimes(1));
    expect(screen.queryByText('来不及？延后办理')).toBeNull();
    // Who was called need not hear of other numbers any more.
    expect(SilentEventSource.last?.url).toBe('/api/v1/live?topics=ticket%3Atok1');
  });

  it('comes nearer when another number is called, but does not ask at the same moment as all others', async () => {
    show();
    await screen.findByText('4 位');
    server.on(TICKET, sampleTicket({ ahead: 3 }));
    const before = server.to(TICKET).length;
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const data = JSON.stringify({ topic: 'hall:b1', kind: 'visit.called' });
    SilentEventSource.last?.onmessage?.(new MessageEvent('message', { data }));
    vi.advanceTimersByTime(600);
    expect(server.to(TICKET)).toHaveLength(before);
    vi.advanceTimersByTime(600);
    expect(server.to(TICKET)).toHaveLength(before + 1);
    vi.useRealTimers();
    expect(await screen.findByText('3 位')).toBeDefined();
  });

  it('fetches once more when the stream opens, so that nothing in between is missed', async () => {
    show();
    await screen.findByText('4 位');
    server.on(TICKET, sampleTicket({ ahead: 2 }));
    act(() => SilentEventSource.last?.onopen?.());
    expect(await screen.findByText('2 位')).toBeDefined();
  });

  it.each([
    ['serving', '正在为您办理。'],
    ['parked', /您的号为您保留/],
    ['no_show', /叫号时没有等到您/],
    ['left', /这个号码已取消/],
    ['diverted', /其他办理方式/],
  ] as const)('explains the state %s', async (state, sentence) => {
    show({ state, counter: state === 'serving' ? counter : null });
    expect(await screen.findByText(sentence)).toBeDefined();
  });

  it('postpones under one key until it has gone through', async () => {
    show();
    const button = await screen.findByRole('button', { name: '10 分钟' });
    server.lose = 1;
    const later = sampleTicket({ postponed_until: new Date(Date.now() + 600_000).toISOString() });
    server.on('POST /tickets/tok1/postpone', later);
    await userEvent.click(button);
    expect(await screen.findByText(/没有提交成功/)).toBeDefined();
    await userEvent.click(button);
    expect(await screen.findByText(/已为您延后到/)).toBeDefined();
    const asked = server.to('POST /tickets/tok1/postpone');
    expect(asked.map((each) => each.body)).toEqual([{ minutes: 10 }, { minutes: 10 }]);
    expect(new Set(asked.map((each) => each.key)).size).toBe(1);
  });

  it('asks once before giving up the place, and shows why it cannot be', async () => {
    show();
    await userEvent.click(await screen.findByRole('button', { name: '取消排队' }));
    expect(server.to('POST /tickets/tok1/leave')).toHaveLength(0);
    server.on('POST /tickets/tok1/leave', { code: 'visit.state', detail: '正在为您办理，不能取消' }, 409);
    await userEvent.click(screen.getByRole('button', { name: '确定取消' }));
    expect(await screen.findByText('正在为您办理，不能取消')).toBeDefined();
    server.on('POST /tickets/tok1/leave', sampleTicket({ state: 'left' }));
    await userEvent.click(screen.getByRole('button', { name: '确定取消' }));
    expect(await screen.findByText('已取消')).toBeDefined();
    expect(screen.getByRole('link', { name: '重新取号' }).getAttribute('href')).toBe(
      '/phone/new/b1?lang=zh-CN',
    );
  });

  it('takes the rating and thanks', async () => {
    show({
      state: 'finished',
      rating: { due: true, given: false },
      next_steps: [{ name: '寄出新卡', name_en: '' }],
    });
    expect(await screen.findByText('寄出新卡')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: '提交评价' }));
    expect(screen.getByText('请先选择总体满意度')).toBeDefined();
    await userEvent.click(screen.getByRole('radio', { name: '不满意' }));
    await userEvent.click(screen.getByRole('radio', { name: '10' }));
    await userEvent.type(screen.getByLabelText(/想对我们说的话/), ' 等得久 ');
    server.lose = 1;
    server.on('POST /tickets/tok1/rating', { received: true });
    await userEvent.click(screen.getByRole('button', { name: '提交评价' }));
    expect(await screen.findByText(/没有提交成功/)).toBeDefined();
    expect(screen.getByLabelText<HTMLTextAreaElement>(/想对我们说的话/).value).toBe(' 等得久 ');
    await userEvent.click(screen.getByRole('button', { name: '提交评价' }));
    expect(await screen.findByText('谢谢您的评价')).toBeDefined();
    const asked = server.to('POST /tickets/tok1/rating');
    expect(asked[1]?.body).toEqual({ satisfaction: 2, recommend: 10, comment: '等得久' });
    expect(asked[0]?.key).toBe(asked[1]?.key);
  });

  it('shows the last known state with its age while offline, and recovers', async () => {
    keep('tok1', sampleTicket({ ahead: 9 }), Date.now() - 120_000);
    server.down = true;
    show();
    expect((await screen.findByRole('alert')).textContent).toContain('2 分钟前');
    expect(screen.getByText('9 位')).toBeDefined();
    server.down = false;
    act(() => {
      window.dispatchEvent(new Event('online'));
    });
    expect(await screen.findByText('4 位')).toBeDefined();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says what to do when nothing is known', async () => {
    server.down = true;
    show();
    expect(await screen.findByText(/请留意大堂的叫号屏/)).toBeDefined();
  });

  it('says that a ticket is unknown', async () => {
    server.on(TICKET, { code: 'ticket.not_found' }, 404);
    show();
    expect(await screen.findByText('没有找到这个号码')).toBeDefined();
  });

  it('goes on in the language and with the look of the kiosk, and reloading undoes no choice', async () => {
    history.replaceState(null, '', '/phone/tok1?lang=en&large=true&contrast=true');
    const root = document.documentElement;
    show();
    expect(await screen.findByText('4 people')).toBeDefined();
    expect([root.hasAttribute('data-large'), root.hasAttribute('data-contrast')]).toEqual([true, true]);
    await userEvent.click(screen.getByRole('button', { name: 'High contrast', pressed: true }));
    await userEvent.click(screen.getByRole('button', { name: '中文' }));
    expect([root.hasAttribute('data-large'), root.hasAttribute('data-contrast')]).toEqual([true, false]);
    expect(location.search).toBe('?lang=zh-CN&large=true&contrast=false');
  });

  it('remembers its look on this phone', async () => {
    show();
    await screen.findByText('A023');
    await userEvent.click(screen.getByRole('button', { name: '大字' }));
    cleanup();
    show();
    expect(await screen.findByRole('button', { name: '大字', pressed: true })).toBeDefined();
    expect(screen.getByRole('button', { name: '高对比度', pressed: false })).toBeDefined();
  });

  it('offers a person instead of an empty wait when nobody can serve it now', async () => {
    server.on('POST /branches/b1/assistance', { alert_id: 'a1' }, 202);
    show({ staffed: false, ahead: 0, wait: null });
    expect(await screen.findByText('目前没有柜台办理这项业务')).toBeDefined();
    expect(screen.queryByText('您是下一位')).toBeNull();
    expect(screen.queryByText('暂无预计')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: '找工作人员' }));
    expect(await screen.findByText(/已通知大堂经理/)).toBeDefined();
  });

  it('says when a wait rests on plans, since no counter is open yet', async () => {
    show({ wait: { low_s: 0, high_s: 120, basis: 'planned' } });
    expect(await screen.findByText(/按本时段排班估计/)).toBeDefined();
  });

  it('is in English one tap later and remembers it', async () => {
    show();
    await screen.findByText('A023');
    await userEvent.click(await screen.findByRole('button', { name: 'English' }));
    expect(screen.getByText('4 people')).toBeDefined();
    expect(document.documentElement.lang).toBe('en');
    expect(localStorage.getItem('shouwen.language')).toBe('en');
  });
});
