import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ApiError } from './api-error';
import { api, newKey, queryString, setApiLanguage } from './client';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

async function failure(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

describe('requests', () => {
  it('carry the language, and a fresh idempotency key on every POST', async () => {
    const seen: Headers[] = [];
    server.use(
      http.post('*/api/v1/things', ({ request }) => {
        seen.push(request.headers);
        return HttpResponse.json({ id: 1 });
      }),
    );
    setApiLanguage('en');
    await api.post('/things', { name: 'x' });
    await api.post('/things', { name: 'x' });
    setApiLanguage('zh-CN');
    const keys = seen.map((headers) => headers.get('idempotency-key'));
    expect(keys[0]).toMatch(UUID);
    expect(keys[0]).not.toBe(keys[1]);
    expect(seen[0]?.get('accept-language')).toBe('en');
  });

  it('repeat an act under the key they are given', async () => {
    let key: string | null = null;
    server.use(
      http.post('*/api/v1/things', ({ request }) => {
        key = request.headers.get('idempotency-key');
        return HttpResponse.json({});
      }),
    );
    const mine = newKey();
    await api.post('/things', {}, mine);
    expect(key).toBe(mine);
  });

  it('leave out empty parameters', () => {
    expect(queryString({ a: 1, b: '', c: null, d: undefined, e: false })).toBe('?a=1&e=false');
    expect(queryString()).toBe('');
  });

  it('read an answer without a body as nothing', async () => {
    server.use(http.delete('*/api/v1/things/1', () => new HttpResponse(null, { status: 204 })));
    await expect(api.delete('/things/1')).resolves.toBeUndefined();
  });
});

describe('refusals', () => {
  it('become one error with sentence, code, trace and fields', async () => {
    const errors = [{ pointer: '/name', code: 'name.empty', detail: '请填写姓名。' }];
    server.use(
      http.post('*/api/v1/things', () =>
        HttpResponse.json(
          {
            type: 't',
            title: 't',
            status: 422,
            code: 'thing.invalid',
            detail: '有误。',
            trace_id: 'abc',
            errors,
          },
          { status: 422 },
        ),
      ),
    );
    const error = await failure(api.post('/things'));
    expect(error).toMatchObject({
      message: '有误。',
      code: 'thing.invalid',
      traceId: 'abc',
      kind: 'refused',
      errors,
    });
  });

  it('without a problem body still end as an error', async () => {
    server.use(http.get('*/api/v1/things', () => new HttpResponse('<html>', { status: 500 })));
    expect((await failure(api.get('/things'))).kind).toBe('server');
  });

  it('of an unreachable server say offline', async () => {
    server.use(http.get('*/api/v1/things', () => HttpResponse.error()));
    expect((await failure(api.get('/things'))).kind).toBe('offline');
    server.use(http.get('*/api/v1/things', () => new HttpResponse('bad gateway', { status: 502 })));
    expect((await failure(api.get('/things'))).kind).toBe('offline');
  });
});
