import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Outlet, useLocation } from 'react-router';
import { Forbidden } from '../shell/forbidden';
import { PageLoading } from '../shell/page-loading';
import { useSettingsSections } from './use-sections';

/** The settings: their parts above, the chosen part below. */
export function SettingsFrame() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const sections = useSettingsSections();
  const first = sections[0];
  if (!first) return <Forbidden />;
  if (pathname.replace(/\/$/, '') === '/settings') return <Navigate to={`/settings/${first.path}`} replace />;
  return (
    <>
      <nav className="sw-subnav" aria-label={t('app.entry.settings')}>
        <ul>
          {sections.map(({ path }) => (
            <li key={path}>
              <NavLink to={`/settings/${path}`}>{t(`app.section.${path}`)}</NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <Suspense fallback={<PageLoading />}>
        <Outlet />
      </Suspense>
    </>
  );
}
