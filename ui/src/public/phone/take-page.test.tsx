import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import TakePage from '@/public/phone/take-page';
import { LanguageProvider } from '@/public/shared/language';
import { FakeServer } from '@/public/testing/fake-server';
import { sampleKiosk, sampleTicket } from '@/public/testing/samples';

let server: FakeServer;

beforeEach(() => {
  localStorage.clear();
  server = new FakeServer().start().on('GET /branches/b1/kiosk', sampleKiosk({ care_groups: [] }));
});

afterEach(() => vi.unstubAllGlobals());

function show() {
  render(
    <LanguageProvider remember>
      <TakePage branchId="b1" />
    </LanguageProvider>,
  );
}

const press = async (name: RegExp) => userEvent.click(await screen.findByRole('button', { name }));

describe('taking a number at the door', () => {
  it('ends on the page of the ticket', async () => {
    const replace = vi.spyOn(location, 'replace').mockImplementation(() => undefined);
    server.on('POST /branches/b1/tickets', sampleTicket(), 201);
    show();
    await press(/开始取号/);
    await press(/银行卡/);
    await press(/继续取号/);
    await press(/手机号/);
    await userEvent.type(screen.getByLabelText(/手机号码/), '13800138000{Enter}');
    await press(/确认取号/);
    await vi.waitFor(() => expect(replace).toHaveBeenCalledWith('/phone/tok1?lang=zh-CN'));
    expect(server.to('POST /branches/b1/tickets')[0]?.body).toMatchObject({
      service_id: 's2',
      channel: 'phone',
    });
  });

  it('shows all services in one list and asks nothing that a phone cannot do', async () => {
    show();
    await press(/开始取号/);
    await press(/全部业务/);
    expect(document.querySelectorAll('.choices .choice')).toHaveLength(5);
    await press(/外汇/);
    await press(/身份证/);
    expect(screen.getByText(/请输入字母 X/)).toBeDefined();
    expect(screen.queryByText(/读卡器/)).toBeNull();
  });

  it('goes a step back without losing what was typed', async () => {
    show();
    await press(/开始取号/);
    await press(/现金存取/);
    await press(/手机号/);
    await userEvent.type(screen.getByLabelText(/手机号码/), '13800138000{Enter}');
    await press(/上一步/);
    expect(screen.getByLabelText<HTMLInputElement>(/手机号码/).value).toBe('138 0013 8000');
  });

  it('gives out no number while the branch gets ready', async () => {
    server.on('GET /branches/b1/kiosk', sampleKiosk({ preparing: true }));
    show();
    expect(await screen.findByRole('heading', { name: '本网点正在做开门准备' })).toBeDefined();
    expect(screen.queryByRole('button', { name: /取号/ })).toBeNull();
  });

  it('says that the server is away', async () => {
    server.down = true;
    show();
    expect(await screen.findByText(/暂时连接不上系统/)).toBeDefined();
  });

  it('says that a branch is unknown', async () => {
    server.on('GET /branches/b1/kiosk', {}, 404);
    show();
    expect(await screen.findByText('没有找到这个网点')).toBeDefined();
  });
});
