import { useEffect, useState } from 'react';
import { request } from '@/public/shared/api';

/** Whether the demo bank is loaded; `false` until the server says so. */
export function useDemo(): boolean {
  const [loaded, setLoaded] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    const options = { language: 'zh-CN', root: '/api/v1', signal: abort.signal } as const;
    request<{ loaded: boolean }>('/demo', options).then(
      (demo) => setLoaded(demo.loaded),
      // A server that has no demo, or is away, leads nobody through one.
      () => undefined,
    );
    return () => abort.abort();
  }, []);
  return loaded;
}
