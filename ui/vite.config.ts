import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';
import { defineConfig } from 'vitest/config';

/** The pages without sign-in; the server sends `public.html` for them, and so does the dev server. */
const PUBLIC_PATH = /^\/(book|finder|hall|kiosk|phone)(\/|$|\?)/;

/** Sends `public.html` for the public pages in development, as the server does in production. */
function publicPages(): Plugin {
  return {
    name: 'shouwen-public-pages',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (PUBLIC_PATH.test(request.url ?? '')) request.url = '/public.html';
        next();
      });
    },
  };
}

/** Answers `/api/v1` from the handlers of `mock/` in `npm run dev:mock`; never part of a build. */
function mockApi(): Plugin {
  return {
    name: 'shouwen-mock-api',
    apply: (_config, env) => env.command === 'serve' && env.mode === 'mock',
    async configureServer(server) {
      const { mockMiddleware } = await import('./mock/middleware.ts');
      server.middlewares.use(mockMiddleware());
    },
  };
}

export default defineConfig({
  plugins: [
    react(),
    publicPages(),
    mockApi(),
    compression({
      algorithms: [defineAlgorithm('gzip', { level: 9 }), defineAlgorithm('brotliCompress', {})],
      threshold: 1024,
    }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    // Kiosks and wall screens are seldom renewed; JavaScript and CSS are written for the Chromium of early 2021 on.
    target: 'chrome87',
    rolldownOptions: {
      input: {
        main: fileURLToPath(new URL('./index.html', import.meta.url)),
        public: fileURLToPath(new URL('./public.html', import.meta.url)),
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': process.env.SHOUWEN_SERVER ?? 'http://127.0.0.1:8080' },
  },
  test: {
    environment: 'happy-dom',
    setupFiles: ['./src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    testTimeout: 60_000,
    // Loading the components anew for every file would take longer than the tests; `setup.ts` clears what tests leave.
    isolate: false,
    maxWorkers: '100%',
  },
});
