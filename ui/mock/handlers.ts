import { HttpResponse, http } from 'msw';
import { appointmentHandlers } from './appointment-handlers.ts';
import { devicesHandlers } from './devices-handlers.ts';
import { demo, sessionOf } from './fixtures.ts';
import { lobbyHandlers } from './lobby-handlers.ts';
import { officeHandlers } from './office-handlers.ts';
import { openingHandlers } from './opening-handlers.ts';
import type { MockWorld } from './world.ts';

const API = '*/api/v1';

/** A refusal as the server sends it. */
export function problem(status: number, code: string, detail: string, more: object = {}) {
  return HttpResponse.json(
    { type: 'about:blank', title: code, status, code, detail, trace_id: '4bf92f3577b34da6', ...more },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  );
}

function sessionHandlers(world: MockWorld) {
  return [
    http.get(`${API}/demo`, () =>
      HttpResponse.json(
        world.demoLoaded ? demo : { loaded: false, bank: '', bank_en: '', branches: [], roles: [] },
      ),
    ),
    http.post(`${API}/demo/session`, async ({ request }) => {
      const { role } = (await request.json()) as { role: string };
      world.session = sessionOf(role);
      return HttpResponse.json(world.session);
    }),
    http.get(`${API}/session`, () =>
      world.session ? HttpResponse.json(world.session) : problem(401, 'session.none', '请先登录。'),
    ),
    http.post(`${API}/session`, async ({ request }) => {
      const { username, password, code } = (await request.json()) as Record<string, string>;
      if (username === 'locked')
        return problem(429, 'session.locked', '密码多次输错，账号已锁定。', { retry_after_s: 900 });
      if (password !== 'correct horse') return problem(401, 'session.wrong', '用户名或密码不正确。');
      if (username === 'totp' && !code) return problem(401, 'session.totp_needed', '请输入动态验证码。');
      world.session = { ...sessionOf('teller'), demo: false };
      return HttpResponse.json(world.session);
    }),
    http.patch(`${API}/session`, () => HttpResponse.json(world.session)),
    http.delete(`${API}/session`, () => {
      world.session = null;
      return new HttpResponse(null, { status: 204 });
    }),
    http.get(`${API}/sessions`, () =>
      HttpResponse.json({
        items: [
          {
            id: '1',
            created_at: new Date().toISOString(),
            last_seen_at: new Date().toISOString(),
            expires_at: '2030-01-01T00:00:00Z',
            user_agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/142.0',
            ip: '10.2.8.41',
            current: true,
          },
          {
            id: '2',
            created_at: '2026-11-18T01:00:00Z',
            last_seen_at: '2026-11-18T09:00:00Z',
            expires_at: '2030-01-01T00:00:00Z',
            user_agent: 'Mozilla/5.0 (iPhone) Safari/604.1',
            ip: '10.2.9.7',
            current: false,
          },
        ],
        next: null,
      }),
    ),
    http.post(`${API}/session/totp`, () =>
      HttpResponse.json({
        secret: 'JBSW Y3DP EHPK 3PXP',
        otpauth_url: 'otpauth://totp/Shouwen:x?secret=JBSWY3DPEHPK3PXP&issuer=Shouwen',
      }),
    ),
    http.post(`${API}/session/totp/confirm`, () =>
      HttpResponse.json({ recovery_codes: Array.from({ length: 10 }, (_, index) => `mock-code-${index}`) }),
    ),
    http.post(`${API}/session/password`, () => HttpResponse.json({ changed_at: new Date().toISOString() })),
  ];
}

/** All answers of the mock. */
export function handlersOf(world: MockWorld) {
  return [
    ...sessionHandlers(world),
    ...lobbyHandlers(world),
    ...openingHandlers(world),
    ...appointmentHandlers(),
    ...devicesHandlers(),
    ...lobbyHandlers(world),
    ...officeHandlers(world),
  ];
}
