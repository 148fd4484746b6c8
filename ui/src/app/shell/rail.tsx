import {
  AuditOutlined,
  CheckSquareOutlined,
  CustomerServiceOutlined,
  DashboardOutlined,
  LineChartOutlined,
  PhoneOutlined,
  ProfileOutlined,
  SettingOutlined,
  StarOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useCan } from '@/shared/session';
import { SETTINGS_PERMISSIONS } from '../settings/sections';

/** The most entries of the rail; who may do more finds the rest in the menu of the person. */
const MOST = 7;

/** Where a person can go: each a thing to do, those that are needed most first. */
const ENTRIES = [
  {
    to: '/counter',
    key: 'counter',
    icon: <CustomerServiceOutlined aria-hidden="true" />,
    any: ['visit:call'],
  },
  { to: '/board', key: 'board', icon: <DashboardOutlined aria-hidden="true" />, any: ['board:read'] },
  {
    to: '/opening',
    key: 'opening',
    icon: <CheckSquareOutlined aria-hidden="true" />,
    any: ['checklist:read'],
  },
  { to: '/visits', key: 'visits', icon: <ProfileOutlined aria-hidden="true" />, any: ['visit:read'] },
  { to: '/customers', key: 'customers', icon: <TeamOutlined aria-hidden="true" />, any: ['customer:read'] },
  {
    to: '/follow-ups',
    key: 'follow_ups',
    icon: <PhoneOutlined aria-hidden="true" />,
    any: ['follow_up:read'],
  },
  { to: '/follow-ups', key: 'ratings', icon: <StarOutlined aria-hidden="true" />, any: ['rating:read'] },
  {
    to: '/settings',
    key: 'settings',
    icon: <SettingOutlined aria-hidden="true" />,
    any: SETTINGS_PERMISSIONS,
  },
  {
    to: '/staffing',
    key: 'staffing',
    icon: <LineChartOutlined aria-hidden="true" />,
    any: ['staffing:plan'],
  },
  { to: '/audit', key: 'audit', icon: <AuditOutlined aria-hidden="true" />, any: ['audit:read'] },
] as const satisfies { to: string; key: string; icon: ReactNode; any: readonly string[] }[];

/** The entries that a person may use. */
export function useEntries() {
  const can = useCan();
  const mine = ENTRIES.filter((entry) => entry.any.some((permission) => can(permission)));
  // Two doors to one page: who calls customers back finds the ratings there too.
  return mine.filter((entry, index) => mine.findIndex((other) => other.to === entry.to) === index);
}

/** The entries that have no place on the rail. */
export function useFurtherEntries() {
  return useEntries().slice(MOST);
}

/** The left rail: what this person can do. */
export function Rail() {
  const { t } = useTranslation();
  const entries = useEntries().slice(0, MOST);
  return (
    <nav className="sw-rail" aria-label={t('app.rail')}>
      <div className="sw-brand">
        <img src="/favicon.svg" alt="" width={32} height={32} />
        {t('shared.product')}
      </div>
      <ul>
        {entries.map((entry) => (
          <li key={entry.key}>
            <NavLink to={entry.to}>
              {entry.icon}
              <span>{t(`app.entry.${entry.key}`)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
