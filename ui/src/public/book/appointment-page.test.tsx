import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import AppointmentPage from '@/public/book/appointment-page';
import type { Appointment } from '@/public/book/types';
import { LanguageProvider } from '@/public/shared/language';
import { FakeServer } from '@/public/testing/fake-server';

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

function sample(change: Partial<Appointment> = {}): Appointment {
  return {
    id: 'a1',
    code: '12345678',
    token: 'tok',
    state: 'booked',
    branch: { id: 'b1', name: '滨江支行', name_en: 'Riverside Branch', phone: '0300-555-0101' },
    service: { id: 's1', code: 'open_account', name: '个人开户办卡', name_en: 'Open an account' },
    papers: [{ name: '本人有效身份证件原件', name_en: 'Original identity document' }],
    starts_at: inHours(24),
    ends_at: inHours(24.5),
    zone: 'Asia/Shanghai',
    name: '钱*',
    phone: '139****0001',
    email: null,
    changeable_until: inHours(23),
    check_in_from: inHours(23.5),
    held_until: inHours(24.25),
    number: null,
    moves: 0,
    path: '/book/tok',
    url: 'https://bank.example/book/tok',
    calendar_path: '/api/v1/public/appointments/tok/calendar',
    reminders_min: [1440, 120],
    ...change,
  };
}

const SHOW = 'GET /appointments/tok';
let server: FakeServer;

beforeEach(() => {
  server = new FakeServer().start().on(SHOW, sample());
});

afterEach(() => vi.unstubAllGlobals());

function show() {
  render(
    <LanguageProvider remember={false}>
      <AppointmentPage token="tok" />
    </LanguageProvider>,
  );
  return userEvent.setup();
}

it('shows code, papers and calendar file, and asks once before giving up', async () => {
  server.on('POST /appointments/tok/cancel', sample({ state: 'cancelled' }));
  const user = show();
  expect(await screen.findByText('1234 5678')).toBeDefined();
  expect(screen.getByText('本人有效身份证件原件')).toBeDefined();
  const file = screen.getByRole('link', { name: '加入手机日历' });
  expect(file.getAttribute('href')).toBe('/api/v1/public/appointments/tok/calendar');
  expect(screen.queryByRole('button', { name: /签到/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: '取消预约' }));
  expect(server.to('POST /appointments/tok/cancel')).toHaveLength(0);
  await user.click(screen.getByRole('button', { name: '取消预约' }));
  expect(await screen.findByText('已取消')).toBeDefined();
  expect(screen.getByRole('link', { name: '重新预约' })).toBeDefined();
});

it('offers checking in when the time has come, and no change any more', async () => {
  server.on(SHOW, sample({ changeable_until: inHours(-0.5), check_in_from: inHours(-0.1) }));
  server.on(
    'POST /appointments/tok/check-in',
    { code: 'lobby.appointment_checked_in', detail: '客户已签到取号' },
    409,
  );
  const user = show();
  await user.click(await screen.findByRole('button', { name: '我已到店，签到取号' }));
  expect(await screen.findByText('客户已签到取号')).toBeDefined();
  expect(screen.queryByRole('button', { name: '改到其他时间' })).toBeNull();
});

it('apologises for what the bank did not keep and lets choose another time', async () => {
  server.on(SHOW, sample({ state: 'not_kept', changeable_until: inHours(-1), check_in_from: inHours(-1) }));
  show();
  expect(await screen.findByText(/很抱歉/)).toBeDefined();
  expect(screen.getByRole('button', { name: '改到其他时间' })).toBeDefined();
});

it('says when the link is not known', async () => {
  server.on(SHOW, { code: 'lobby.appointment_not_found', detail: '' }, 404);
  show();
  expect(await screen.findByRole('heading', { name: '没有找到这个预约' })).toBeDefined();
});
