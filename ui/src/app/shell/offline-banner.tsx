import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/api-error';
import { useLiveStatus } from '@/shared/live';

/** A short break, such as a reconnection, is nobody's worry. */
const PATIENCE_MS = 2_000;

function useServerGone(): boolean {
  const client = useQueryClient();
  useIsFetching();
  return client
    .getQueryCache()
    .getAll()
    .some(({ state }) => state.error instanceof ApiError && state.error.kind === 'offline');
}

/** Says plainly that the page may be out of date; goes away by itself when the stream is back. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const lost = useLiveStatus() === 'lost';
  const gone = useServerGone();
  const [shown, setShown] = useState(false);
  const broken = lost || gone;
  useEffect(() => {
    if (!broken) {
      setShown(false);
      return undefined;
    }
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [broken]);
  return <div aria-live="polite">{shown ? <div className="sw-banner">{t('app.offline')}</div> : null}</div>;
}
