import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { makeQueryClient, Providers } from '@/app/providers';
import { routes } from '@/app/router';
import { startI18n } from '@/shared/i18n';
import { sessionOf } from '../../mock/fixtures.ts';
import { handlersOf } from '../../mock/handlers.ts';
import { MockWorld } from '../../mock/world.ts';

/** Starts the mock server for the tests of a file; a test may add handlers of its own. */
export function startMockServer() {
  const server = setupServer();
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
  return server;
}

interface Options {
  /** Signed in as this demo role; nobody when absent. */
  role?: string;
  counterId?: string;
}

/** Shows the whole interface at an address, with a mock world of its own. */
export function renderApp(server: ReturnType<typeof setupServer>, path: string, options: Options = {}) {
  const world = new MockWorld();
  if (options.role) world.session = sessionOf(options.role);
  if (options.counterId) world.sitAt(options.counterId);
  server.use(...handlersOf(world));
  startI18n();
  const client = makeQueryClient();
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retry: false } });
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  render(
    <Providers client={client}>
      <RouterProvider router={router} />
    </Providers>,
  );
  return { world, router, client, user: userEvent.setup({ pointerEventsCheck: 0 }) };
}
