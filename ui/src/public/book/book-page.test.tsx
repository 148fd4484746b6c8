import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import BookPage from '@/public/book/book-page';
import { LanguageProvider } from '@/public/shared/language';
import { FakeServer } from '@/public/testing/fake-server';

const BOOKING = 'GET /branches/b1/booking';
const DAYS = 'GET /branches/b1/booking/days?service_id=s1';
const BOOK = 'POST /branches/b1/appointments';

const branch = { id: 'b1', name: '滨江支行', name_en: 'Riverside Branch', phone: '0300-555-0101' };
const service = {
  id: 's1',
  code: 'open_account',
  name: '个人开户办卡',
  name_en: 'Open a personal account',
  description: '',
  description_en: '',
  papers: [{ name: '本人有效身份证件原件', name_en: 'Original identity document' }],
  typical_minutes: 15,
};
const slot = (date: string, time: string, left: number) => ({
  starts_at: `${date}T0${Number(time.slice(0, 2)) - 8}:${time.slice(3)}:00Z`,
  ends_at: `${date}T09:00:00Z`,
  time,
  left,
});
const days = [
  { date: '2026-11-24', reason: null, reason_en: null, slots: [] },
  {
    date: '2026-11-25',
    reason: null,
    reason_en: null,
    slots: [slot('2026-11-25', '09:00', 0), slot('2026-11-25', '14:00', 2)],
  },
  { date: '2026-11-26', reason: '停业培训', reason_en: 'Closed for training', slots: [] },
];
let server: FakeServer;

beforeEach(() => {
  history.replaceState(null, '', '/book?branch=b1');
  const booking = { branch, zone: 'Asia/Shanghai', now: '2026-11-24T02:00:00Z', services: [service] };
  server = new FakeServer()
    .start()
    .on(BOOKING, { ...booking, days_ahead: 14, cancel_until_min: 60, check_in_opens_min: 30, hold_min: 15 })
    .on(DAYS, { now: '2026-11-24T02:00:00Z', days });
});

afterEach(() => {
  history.replaceState(null, '', '/');
  vi.unstubAllGlobals();
});

function show() {
  render(
    <LanguageProvider remember={false}>
      <BookPage />
    </LanguageProvider>,
  );
  return userEvent.setup();
}

it('leads from the service over what to bring to a slot that is not full', async () => {
  const user = show();
  await user.click(await screen.findByRole('button', { name: /个人开户办卡/ }));
  expect(screen.getByText('本人有效身份证件原件')).toBeDefined();
  const full = await screen.findByRole('button', { name: /09:00/ });
  expect((full as HTMLButtonElement).disabled).toBe(true);
  await user.click(screen.getByRole('button', { name: /11月26日/ }));
  expect(screen.getByText('停业培训')).toBeDefined();
  await user.click(screen.getByRole('button', { name: /11月25日/ }));
  await user.click(screen.getByRole('button', { name: /14:00/ }));
  expect(screen.getByText('11月25日周三 14:00')).toBeDefined();
});

it('shows what is wrong at the field and loses nothing that was typed', async () => {
  const errors = [{ pointer: '/phone', code: 'customer.phone', detail: '请输入 11 位中国内地手机号。' }];
  server.on(BOOK, { code: 'web.invalid_fields', detail: '有内容需要修改', errors }, 422);
  const user = show();
  await user.click(await screen.findByRole('button', { name: /个人开户办卡/ }));
  await user.click(await screen.findByRole('button', { name: /14:00/ }));
  await user.type(screen.getByLabelText('姓名'), '钱多多');
  await user.type(screen.getByLabelText('手机号'), '123');
  await user.click(screen.getByRole('button', { name: '确认预约' }));
  expect(await screen.findByText('请输入 11 位中国内地手机号。')).toBeDefined();
  expect(screen.getByLabelText('手机号').getAttribute('aria-invalid')).toBe('true');
  await user.click(screen.getByRole('button', { name: '上一步' }));
  await user.click(await screen.findByRole('button', { name: /14:00/ }));
  expect((screen.getByLabelText('姓名') as HTMLInputElement).value).toBe('钱多多');
});

it('asks for an e-mail address only where mail is offered, and leaves a blank one out', async () => {
  server.on(BOOK, { code: 'x', detail: '这个时段刚刚约满', errors: [] }, 409);
  let user = show();
  await user.click(await screen.findByRole('button', { name: /个人开户办卡/ }));
  await user.click(await screen.findByRole('button', { name: /14:00/ }));
  expect(screen.queryByLabelText(/电子邮箱/)).toBeNull();
  cleanup();
  const booking = {
    branch,
    zone: 'Asia/Shanghai',
    now: '2026-11-24T02:00:00Z',
    services: [service],
    mail: true,
  };
  server.on(BOOKING, booking);
  user = show();
  await user.click(await screen.findByRole('button', { name: /个人开户办卡/ }));
  await user.click(await screen.findByRole('button', { name: /14:00/ }));
  await user.click(screen.getByRole('button', { name: '确认预约' }));
  await user.type(await screen.findByLabelText('电子邮箱（选填）'), 'zhang@example.com');
  await user.click(screen.getByRole('button', { name: '确认预约' }));
  const bodies = server.to(BOOK).map((asked) => asked.body as { email?: string });
  expect(bodies.map(({ email }) => email)).toEqual([undefined, 'zhang@example.com']);
});

it('shows at its field what is wrong with the e-mail address', async () => {
  const booking = {
    branch,
    zone: 'Asia/Shanghai',
    now: '2026-11-24T02:00:00Z',
    services: [service],
    mail: true,
  };
  const errors = [{ pointer: '/email', code: 'mail.address_form', detail: '电子邮箱格式不正确。' }];
  server.on(BOOKING, booking).on(BOOK, { code: 'web.invalid_fields', detail: '有内容需要修改', errors }, 422);
  const user = show();
  await user.click(await screen.findByRole('button', { name: /个人开户办卡/ }));
  await user.click(await screen.findByRole('button', { name: /14:00/ }));
  await user.click(screen.getByRole('button', { name: '确认预约' }));
  expect(await screen.findByText('电子邮箱格式不正确。')).toBeDefined();
  expect(screen.getByLabelText('电子邮箱（选填）').getAttribute('aria-invalid')).toBe('true');
});

it('sends the same booking under the same key until there is an answer', async () => {
  server.on(BOOK, { code: 'x', detail: '这个时段刚刚约满', errors: [] }, 409);
  server.lose = 1;
  const user = show();
  await user.click(await screen.findByRole('button', { name: /个人开户办卡/ }));
  await user.click(await screen.findByRole('button', { name: /14:00/ }));
  await user.click(screen.getByRole('button', { name: '确认预约' }));
  expect(await screen.findByText(/没有连接上系统/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: '确认预约' }));
  expect(await screen.findByText('这个时段刚刚约满')).toBeDefined();
  const keys = server.to(BOOK).map((asked) => asked.key);
  expect(keys[0]).toBe(keys[1]);
});
