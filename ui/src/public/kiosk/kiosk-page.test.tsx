import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import KioskPage from '@/public/kiosk/kiosk-page';
import { LanguageProvider } from '@/public/shared/language';
import { FakeServer } from '@/public/testing/fake-server';
import { sampleKiosk, sampleTicket } from '@/public/testing/samples';

const TICKETS = 'POST /branches/b1/tickets';
let server: FakeServer;

beforeEach(() => {
  server = new FakeServer()
    .start()
    .on('GET /branches/b1/kiosk', sampleKiosk())
    .on('POST /branches/b1/needs', { matches: [], ask_person: true })
    .on('POST /branches/b1/assistance', { alert_id: 'a1' }, 202)
    .on(TICKETS, sampleTicket(), 201);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function show() {
  const user = userEvent.setup({ advanceTimers: (ms) => vi.isFakeTimers() && vi.advanceTimersByTime(ms) });
  render(
    <LanguageProvider remember={false}>
      <KioskPage branchId="b1" />
    </LanguageProvider>,
  );
  const press = async (name: RegExp) => user.click(await screen.findByRole('button', { name }));
  return { user, press };
}

async function toConfirm(press: (name: RegExp) => Promise<void>) {
  await press(/中文/);
  await press(/现金存取/);
  await press(/不需要，继续/);
  await press(/不登记/);
}

describe('the kiosk', () => {
  it('opens, then asks for the language and follows it', async () => {
    const { press } = show();
    expect(screen.getByRole('heading').textContent).toBe('正在打开');
    await press(/English.?Start/);
    expect(document.documentElement.lang).toBe('en');
    expect(screen.getByRole('heading', { name: 'What would you like to do' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'Ask a person' })).toBeDefined();
  });

  it('issues a number in a few taps', async () => {
    const { press } = show();
    await toConfirm(press);
    await press(/确认取号/);
    expect((await screen.findByText('A023')).className).toBe('slip-number');
    expect(screen.getByText('4 位')).toBeDefined();
    expect(screen.getByText('约 9–19 分钟')).toBeDefined();
    expect(server.to(TICKETS)[0]?.body).toEqual({ service_id: 's1', channel: 'kiosk' });
    await press(/完成/);
    expect(screen.getByRole('heading', { name: '您好，请选择语言' })).toBeDefined();
  });

  it('never shows more than four choices and offers the rest on another page', async () => {
    const { press } = show();
    await press(/中文/);
    await press(/全部业务/);
    expect(document.querySelectorAll('.choices .choice')).toHaveLength(4);
    await press(/下一页/);
    expect(document.querySelectorAll('.choices .choice')).toHaveLength(1);
  });

  it('asks for care once, on one screen, and says nothing of it that the ID card may contradict', async () => {
    const { user, press } = show();
    const recognised = sampleTicket({
      care_group: { code: 'elderly', name: '老年客户', name_en: 'Elderly' },
    });
    server.on(TICKETS, recognised, 201);
    await press(/中文/);
    await press(/现金存取/);
    expect(document.querySelectorAll('.care-groups .choice')).toHaveLength(6);
    expect(screen.queryByRole('button', { name: /下一页/ })).toBeNull();
    await press(/不需要，继续/);
    await press(/身份证/);
    await user.type(screen.getByLabelText(/身份证号码/), '11010519491231002x{Enter}');
    expect(screen.queryByText(/不需要/)).toBeNull();
    expect(screen.getByText('符合条件的，按身份证自动优先安排')).toBeDefined();
    await press(/确认取号/);
    expect(await screen.findByText(/看到您的身份证件，已为您安排“老年客户”照顾/)).toBeDefined();
  });

  it('does not tell who chose a care group what an ID card shows', async () => {
    const { press } = show();
    const chosen = sampleTicket({ care_group: { code: 'pregnant', name: '孕妇', name_en: 'Pregnant' } });
    server.on(TICKETS, chosen, 201);
    await press(/中文/);
    await press(/现金存取/);
    await press(/孕妇/);
    await press(/不登记/);
    expect(screen.getByText('孕妇')).toBeDefined();
    await press(/确认取号/);
    expect(await screen.findByText('· 孕妇')).toBeDefined();
    expect(screen.queryByText(/看到您的身份证件/)).toBeNull();
  });

  it('combines large type with high contrast, takes both to the phone and forgets both', async () => {
    server.on(TICKETS, sampleTicket(), 201);
    server.on('GET /api/v1/demo', { loaded: true });
    const { press } = show();
    const root = document.documentElement;
    await press(/English.?Start/);
    await press(/Large type/);
    await press(/High contrast/);
    expect([root.hasAttribute('data-large'), root.hasAttribute('data-contrast')]).toEqual([true, true]);
    await press(/Cash/);
    await press(/No, continue/);
    await press(/Do not register/);
    await press(/Take my number/);
    const link = await screen.findByRole('link', { name: 'Open the phone page here' });
    expect(link.getAttribute('href')).toBe('/phone/tok1?lang=en&large=true&contrast=true');
    await press(/Done/);
    expect([root.hasAttribute('data-large'), root.hasAttribute('data-contrast')]).toEqual([false, false]);
    await press(/高对比度/);
    expect([root.hasAttribute('data-large'), root.hasAttribute('data-contrast')]).toEqual([false, true]);
  });

  it('leads to the phone page on this computer only while the demo bank is loaded', async () => {
    const { press } = show();
    await toConfirm(press);
    await press(/确认取号/);
    await screen.findByText('A023');
    await vi.waitFor(() => expect(server.to('GET /api/v1/demo')).not.toHaveLength(0));
    expect(screen.queryByRole('link', { name: /手机页/ })).toBeNull();
  });

  it('says before and after taking that nobody can serve it now, and who helps', async () => {
    const kiosk = sampleKiosk();
    const services = kiosk.services.map((one) => (one.id === 's1' ? { ...one, staffed: false } : one));
    server.on('GET /branches/b1/kiosk', { ...kiosk, services });
    server.on(TICKETS, sampleTicket({ staffed: false, ahead: 0, wait: null }), 201);
    const { press } = show();
    await press(/中文/);
    expect(screen.getAllByText('目前没有柜台办理，请找工作人员')).toHaveLength(1);
    await press(/现金存取/);
    await press(/不需要，继续/);
    await press(/不登记/);
    expect(screen.getByText('目前没有柜台办理这项业务')).toBeDefined();
    expect(screen.getByText(/也请找大堂经理/)).toBeDefined();
    await press(/确认取号/);
    expect(await screen.findByText(/请凭号码找大堂经理/)).toBeDefined();
    expect(screen.queryByText('预计等候')).toBeNull();
    expect(screen.queryByText('您是下一位')).toBeNull();
  });

  it('checks the number at the field and shows there what the server refuses', async () => {
    const { user, press } = show();
    const refusal = {
      code: 'invalid',
      errors: [{ pointer: '/identity/value', code: 'x', detail: '没有通过校验' }],
    };
    server.on(TICKETS, refusal, 422);
    await press(/中文/);
    await press(/现金存取/);
    await press(/不需要，继续/);
    await press(/身份证/);
    const field = screen.getByLabelText(/身份证号码/);
    await user.type(field, '11010519491231002 1{Enter}');
    expect(screen.getByText('号码不对，请核对后重新输入')).toBeDefined();
    await user.clear(field);
    await user.type(field, '11010519491231002x{Enter}');
    expect(screen.getByText('身份证 110••••002X')).toBeDefined();
    await press(/确认取号/);
    expect(await screen.findByText('没有通过校验')).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>(/身份证号码/).value).toBe('110105 19491231 002X');
  });

  it('lets a doubtful card pass at the second press', async () => {
    const { user, press } = show();
    await press(/中文/);
    await press(/现金存取/);
    await press(/不需要，继续/);
    await press(/银行卡/);
    await user.type(screen.getByLabelText('银行卡号'), '6222021234567890129{Enter}');
    expect(screen.getByText(/看起来不常见/)).toBeDefined();
    await press(/下一步/);
    expect(screen.getByRole('heading', { name: '请确认' })).toBeDefined();
  });

  it('keeps trying under one key, so that a lost answer makes no second ticket', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { press } = show();
    await toConfirm(press);
    server.lose = 1;
    await press(/确认取号/);
    expect(await screen.findByText('网络暂时不通，正在自动重试')).toBeDefined();
    act(() => {
      vi.advanceTimersByTime(3_000);
    });
    expect(await screen.findByText('A023')).toBeDefined();
    const keys = server.to(TICKETS).map((asked) => asked.key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('says what to do without the server and works again by itself', async () => {
    server.down = true;
    show();
    expect(await screen.findByText('取号机暂时连接不上系统')).toBeDefined();
    server.down = false;
    act(() => {
      window.dispatchEvent(new Event('online'));
    });
    expect(await screen.findByText('您好，请选择语言')).toBeDefined();
  });

  it('finds services by name when the words cannot be sent', async () => {
    const { user, press } = show();
    await press(/中文/);
    server.down = true;
    await user.type(screen.getByLabelText('请用一句话告诉我们'), '外汇{Enter}');
    expect(await screen.findByText(/暂时无法查找/)).toBeDefined();
    expect(screen.getByRole('button', { name: /外汇/ })).toBeDefined();
  });

  it('brings a person, or says where to find one', async () => {
    const { press } = show();
    await press(/找工作人员/);
    expect(await screen.findByText(/已通知大堂经理/)).toBeDefined();
    expect(server.to('POST /branches/b1/assistance')[0]?.body).toEqual({ place: 'kiosk' });
    await press(/中文/);
    server.down = true;
    await press(/找工作人员/);
    expect(await screen.findByText(/请直接到大堂服务台/)).toBeDefined();
  });

  it('goes back to the start when nobody is there, counting down in sight', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { press } = show();
    await press(/English.?Start/);
    act(() => {
      vi.advanceTimersByTime(32_000);
    });
    expect(screen.getByText(/Back to start in 1\d s/)).toBeDefined();
    await press(/I am still here/);
    expect(screen.getByText(/Back to start in 4\d s/)).toBeDefined();
    act(() => {
      vi.advanceTimersByTime(46_000);
    });
    await waitFor(() => expect(screen.getByText('您好，请选择语言')).toBeDefined());
  });

  it('gives out no number while the branch gets ready, and says so in both languages', async () => {
    server.on('GET /branches/b1/kiosk', sampleKiosk({ preparing: true }));
    show();
    expect(await screen.findByRole('heading', { name: '本网点正在做开门准备' })).toBeDefined();
    expect(screen.getByText(/We are getting ready to open/)).toBeDefined();
    expect(screen.queryByRole('button', { name: /中文/ })).toBeNull();
  });

  it('says that the branch is closed or unknown', async () => {
    server.on('GET /branches/b1/kiosk', sampleKiosk({ open: false }));
    show();
    expect(await screen.findByText('今天的营业时间 09:00–17:00')).toBeDefined();
  });

  it('says that a branch is unknown', async () => {
    server.on('GET /branches/b1/kiosk', { code: 'branch.not_found' }, 404);
    show();
    expect(await screen.findByText('没有找到这个网点')).toBeDefined();
  });
});
