import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { sessionQuery } from '@/features/access/api/session';
import PasswordDuePage from '@/features/access/pages/password-due-page';
import { ProblemNotice } from '@/shared/components/problem-notice';
import { useLive } from '@/shared/live';
import { SessionContext, useSession } from '@/shared/session';
import { OfflineBanner } from './offline-banner';
import { PageLoading } from './page-loading';
import { Rail } from './rail';
import { TopBar } from './top-bar';

/** Lets only signed-in people through; others go to the start page and come back afterwards. */
export function RequireSession() {
  const session = useQuery(sessionQuery);
  const location = useLocation();
  if (session.data) {
    return (
      <SessionContext.Provider value={session.data}>
        {session.data.password_change_due ? <PasswordDuePage /> : <Outlet />}
      </SessionContext.Provider>
    );
  }
  if (session.data === null) {
    const next = encodeURIComponent(location.pathname + location.search);
    return <Navigate to={`/?next=${next}`} replace />;
  }
  if (session.isError) return <ProblemNotice error={session.error} onRetry={session.refetch} />;
  return <PageLoading />;
}

/** The frame of all staff pages: rail, top bar, banner when the server is gone, page. */
export function Frame() {
  const { t } = useTranslation();
  const { permissions } = useSession();
  useLive('me', [['session']]);
  return (
    <div className="sw-frame">
      <a className="sw-skip" href="#main">
        {t('app.skip')}
      </a>
      <Rail />
      <TopBar />
      <main className="sw-main" id="main" tabIndex={-1}>
        <OfflineBanner />
        {permissions.length === 0 ? (
          <div className="sw-banner" role="status">
            {t('app.no_role')}
          </div>
        ) : null}
        <Suspense fallback={<PageLoading />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
