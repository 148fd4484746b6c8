/** The parts of the settings with the permissions that show them. */
export const SETTINGS_SECTIONS = [
  { path: 'branches', any: ['branch:read', 'branch:manage'] },
  { path: 'counters', any: ['branch:manage'] },
  { path: 'services', any: ['service:manage'] },
  { path: 'staff', any: ['staff:read', 'staff:manage'] },
  { path: 'roles', any: ['staff:manage'] },
  { path: 'skills', any: ['service:manage', 'staff:manage'] },
  { path: 'shifts', any: ['staff:manage'] },
  { path: 'hours', any: ['branch:manage'] },
  { path: 'calendars', any: ['calendar:manage'] },
  { path: 'rules', any: ['rule:read', 'rule:manage'] },
] as const;

/**
 * What makes the entry "settings" appear.
 *
 * Reading branches and staff is everybody's; only what can be changed here counts.
 */
export const SETTINGS_PERMISSIONS = [
  'branch:manage',
  'service:manage',
  'staff:manage',
  'calendar:manage',
  'rule:manage',
] as const;
