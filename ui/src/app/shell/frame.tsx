import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { ApiError } from '@/api/api-error';
import { forgetPerson, sessionQuery, signOut } from '@/features/access/api/session';
import PasswordDuePage from '@/features/access/pages/password-due-page';
import { ProblemNotice } from '@/shared/components/problem-notice';
import { useAct } from '@/shared/hooks/use-act';
import { useLive } from '@/shared/live';
import { SessionContext, SignOutContext, useSession } from '@/shared/session';
import { OfflineBanner } from './offline-banner';
import { PageLoading } from './page-loading';
import { Rail } from './rail';
import { TopBar } from './top-bar';

/** Signs out and forgets the person; `left` tells that it was their wish, not a session that ran out. */
function useLeaving(): { left: boolean; leave: () => void } {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [left, setLeft] = useState(false);
  const forget = () => {
    setLeft(true);
    // What was said to this person is not for the next one, nor is the button that undoes it.
    message.destroy();
    forgetPerson(client);
  };
  const out = useAct(signOut, {
    onDone: forget,
    onFailed: (error) => {
      // A session that has ended already is left as well.
      const gone = error instanceof ApiError && error.kind === 'unauthenticated';
      if (gone) forget();
      return gone;
    },
  });
  return { left, leave: () => out.mutate() };
}

/** Lets only signed-in people through; others go to the start page and come back afterwards, unless they signed out. */
export function RequireSession() {
  const session = useQuery(sessionQuery);
  const location = useLocation();
  const { left, leave } = useLeaving();
  if (session.data) {
    return (
      <SessionContext.Provider value={session.data}>
        <SignOutContext.Provider value={leave}>
          {session.data.password_change_due ? <PasswordDuePage /> : <Outlet />}
        </SignOutContext.Provider>
      </SessionContext.Provider>
    );
  }
  if (session.data === null) {
    const next = encodeURIComponent(location.pathname + location.search);
    return <Navigate to={left ? '/' : `/?next=${next}`} replace />;
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
