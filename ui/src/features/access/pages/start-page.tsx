import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import type { Session } from '@/api/types';
import { ProblemNotice } from '@/shared/components/problem-notice';
import { demoQuery, sessionQuery } from '../api/session';
import { DemoRoles } from '../components/demo-roles';
import { PublicLinks } from '../components/public-links';
import { SignInForm } from '../components/sign-in-form';
import { StartHead } from '../components/start-head';
import { landingOf } from '../landing';

/** Where to go after signing in: the page that was asked for, when it is one of ours. */
function safeNext(next: string | null): string | null {
  return next?.startsWith('/') && !next.startsWith('//') && next !== '/' ? next : null;
}

/** The start page: demo roles and public pages while the demo bank is loaded, the sign-in form otherwise. */
export default function StartPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [parameters] = useSearchParams();
  const session = useQuery(sessionQuery);
  const demo = useQuery(demoQuery);
  const next = safeNext(parameters.get('next'));
  useEffect(() => {
    document.title = t('access.start.title');
  }, [t]);

  const handleSignedIn = (signedIn: Session, landing?: string) => {
    // Another person may see other things, so nothing of the previous session stays.
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'demo' });
    client.setQueryData(['session'], signedIn);
    navigate(next ?? landing ?? landingOf(signedIn));
  };

  if (session.data && demo.isSuccess && !demo.data?.loaded) {
    return <Navigate to={next ?? landingOf(session.data)} replace />;
  }
  return (
    <main className="sw-start">
      <StartHead demo={demo.data ?? null} session={session.data ?? null} />
      {demo.isError ? <ProblemNotice error={demo.error} onRetry={demo.refetch} /> : null}
      {demo.data?.loaded ? (
        <>
          <DemoRoles demo={demo.data} onSignedIn={handleSignedIn} />
          <PublicLinks branches={demo.data.branches} />
          <details className="sw-panel">
            <summary>{t('access.start.by_password')}</summary>
            <SignInForm onSignedIn={handleSignedIn} />
          </details>
        </>
      ) : null}
      {demo.isSuccess && !demo.data?.loaded ? (
        <section className="sw-panel sw-sign-in" aria-label={t('access.sign_in.title')}>
          <SignInForm onSignedIn={handleSignedIn} autoFocus />
        </section>
      ) : null}
    </main>
  );
}
