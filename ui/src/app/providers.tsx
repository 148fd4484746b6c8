import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/api-error';
import { LiveContext } from '@/shared/live';
import { useMode, useReducedMotion } from '@/shared/mode';
import { LiveHub } from './live';
import { antTheme, applyColours } from './theme';

/** Asks again only when the server could not answer; a refusal stays a refusal. */
function shouldRetry(failures: number, error: unknown): boolean {
  const passing = error instanceof ApiError && (error.kind === 'offline' || error.kind === 'server');
  return passing && failures < 2;
}

/** Makes the cache of server state. A 401 anywhere means that the session ended. */
export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        // A branch's own server answers without the internet; whoever asks is told at once when it does not.
        networkMode: 'always',
        staleTime: 5_000,
        retry: shouldRetry,
        retryDelay: 800,
        refetchOnWindowFocus: true,
      },
      // An order given while the network is gone must fail now, not call a customer minutes later.
      mutations: { networkMode: 'always', retry: false },
    },
  });
  client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'error') return;
    const { error } = event.action;
    if (error instanceof ApiError && error.kind === 'unauthenticated') client.setQueryData(['session'], null);
  });
  return client;
}

interface Props {
  client: QueryClient;
  children: ReactNode;
}

/** Everything the pages stand in: server state, live events, theme and language of the components. */
export function Providers({ client, children }: Props) {
  const { i18n } = useTranslation();
  const mode = useMode();
  const [hub] = useState(() => new LiveHub());
  const still = useReducedMotion();
  const theme = useMemo(() => antTheme(mode, still), [mode, still]);
  const english = i18n.language === 'en';
  useLayoutEffect(() => applyColours(mode), [mode]);
  useEffect(() => {
    dayjs.locale(english ? 'en' : 'zh-cn');
  }, [english]);
  return (
    <QueryClientProvider client={client}>
      <LiveContext.Provider value={hub}>
        <ConfigProvider theme={theme} locale={english ? enUS : zhCN} button={{ autoInsertSpace: false }}>
          <AntApp component={false}>{children}</AntApp>
        </ConfigProvider>
      </LiveContext.Provider>
    </QueryClientProvider>
  );
}
