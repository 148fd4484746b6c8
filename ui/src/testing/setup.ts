import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { FakeEventSource } from './fake-event-source';

// Only a failure waits this long; a machine that also compiles needs the patience.
configure({ asyncUtilTimeout: 10_000 });

// Ant Design asks for these; the test browser has no layout.
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe = () => undefined;
    unobserve = () => undefined;
    disconnect = () => undefined;
  },
);
if (typeof globalThis.EventSource === 'undefined') vi.stubGlobal('EventSource', FakeEventSource);

afterEach(() => {
  cleanup();
  localStorage.clear();
});
