import { lazy, type ReactNode, Suspense } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { SETTINGS_PERMISSIONS } from './settings/sections';
import { SettingsFrame } from './settings/settings-frame';
import { Crash } from './shell/crash';
import { Guard } from './shell/forbidden';
import { Frame, RequireSession } from './shell/frame';
import { NotFound } from './shell/not-found';
import { PageLoading } from './shell/page-loading';

const StartPage = lazy(() => import('@/features/access/pages/start-page'));
const SessionsPage = lazy(() => import('@/features/access/pages/sessions-page'));
const SecurityPage = lazy(() => import('@/features/access/pages/security-page'));
const CounterPage = lazy(() => import('@/features/lobby/pages/counter-page'));
const BarPage = lazy(() => import('@/features/lobby/pages/bar-page'));
const BoardPage = lazy(() => import('@/features/lobby/pages/board-page'));
const IncidentsPage = lazy(() => import('@/features/lobby/pages/incidents-page'));
const IncidentPage = lazy(() => import('@/features/lobby/pages/incident-page'));
const StaffingPage = lazy(() => import('@/features/lobby/pages/staffing-page'));
const OpeningPage = lazy(() => import('@/features/lobby/pages/opening-page'));
const AppointmentsPage = lazy(() => import('@/features/lobby/pages/appointments-page'));
const VisitsPage = lazy(() => import('@/features/lobby/pages/visits-page'));
const VisitPage = lazy(() => import('@/features/lobby/pages/visit-page'));
const CustomersPage = lazy(() => import('@/features/customers/pages/customers-page'));
const CustomerPage = lazy(() => import('@/features/customers/pages/customer-page'));
const FollowUpsPage = lazy(() => import('@/features/voice/pages/follow-ups-page'));
const BranchesPage = lazy(() => import('@/features/organisation/pages/branches-page'));
const CountersPage = lazy(() => import('@/features/organisation/pages/counters-page'));
const ServicesPage = lazy(() => import('@/features/organisation/pages/services-page'));
const RolesPage = lazy(() => import('@/features/organisation/pages/roles-page'));
const StaffPage = lazy(() => import('@/features/organisation/pages/staff-page'));
const SkillsPage = lazy(() => import('@/features/organisation/pages/skills-page'));
const ShiftsPage = lazy(() => import('@/features/organisation/pages/shifts-page'));
const HoursPage = lazy(() => import('@/features/organisation/pages/hours-page'));
const CalendarsPage = lazy(() => import('@/features/organisation/pages/calendars-page'));
const RulesPage = lazy(() => import('@/features/rules/pages/rules-page'));
const RulePage = lazy(() => import('@/features/rules/pages/rule-page'));
const AuditPage = lazy(() => import('@/features/audit/pages/audit-page'));

/** A page of the frame, open to people with one of the permissions. */
function page(path: string, element: ReactNode, ...any: string[]): RouteObject {
  return { path, element: any.length > 0 ? <Guard any={any}>{element}</Guard> : element };
}

const settings: RouteObject[] = [
  page('branches', <BranchesPage />, 'branch:read', 'branch:manage'),
  page('counters', <CountersPage />, 'branch:manage'),
  page('services', <ServicesPage />, 'service:manage'),
  page('staff', <StaffPage />, 'staff:read', 'staff:manage'),
  page('roles', <RolesPage />, 'staff:manage'),
  page('skills', <SkillsPage />, 'service:manage', 'staff:manage'),
  page('shifts', <ShiftsPage />, 'staff:manage'),
  page('hours', <HoursPage />, 'branch:manage'),
  page('calendars', <CalendarsPage />, 'calendar:manage'),
  page('rules', <RulesPage />, 'rule:read', 'rule:manage'),
  page('rules/*', <RulePage />, 'rule:read', 'rule:manage'),
];

const framed: RouteObject[] = [
  page('/counter', <CounterPage />, 'visit:call'),
  page('/board', <BoardPage />, 'board:read'),
  page('/incidents', <IncidentsPage />, 'board:read'),
  page('/incidents/:id', <IncidentPage />, 'board:read'),
  page('/staffing', <StaffingPage />, 'staffing:plan'),
  page('/opening', <OpeningPage />, 'checklist:read'),
  page('/appointments', <AppointmentsPage />, 'appointment:read'),
  page('/visits', <VisitsPage />, 'visit:read'),
  page('/visits/:id', <VisitPage />, 'visit:read'),
  page('/customers', <CustomersPage />, 'customer:read'),
  page('/customers/:id', <CustomerPage />, 'customer:read'),
  page('/follow-ups', <FollowUpsPage />, 'follow_up:read', 'rating:read'),
  {
    path: '/settings',
    element: (
      <Guard any={SETTINGS_PERMISSIONS}>
        <SettingsFrame />
      </Guard>
    ),
    children: settings,
  },
  page('/audit', <AuditPage />, 'audit:read'),
  page('/me/sessions', <SessionsPage />),
  page('/me/security', <SecurityPage />),
];

function alone(element: ReactNode): ReactNode {
  return <Suspense fallback={<PageLoading />}>{element}</Suspense>;
}

/** All addresses of the staff interface. */
export const routes: RouteObject[] = [
  {
    errorElement: <Crash />,
    children: [
      { path: '/', element: alone(<StartPage />) },
      {
        element: <RequireSession />,
        children: [
          { path: '/counter/bar', element: alone(<Guard any={['visit:call']}>{<BarPage />}</Guard>) },
          { element: <Frame />, children: [{ errorElement: <Crash />, children: framed }] },
        ],
      },
      { path: '*', element: <NotFound /> },
    ],
  },
];

/** Makes the router over the browser's address. */
export const makeRouter = () => createBrowserRouter(routes);
