import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { FakeEventSource } from './fake-event-source';

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
