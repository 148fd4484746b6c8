import { useCan } from '@/shared/session';
import { SETTINGS_PERMISSIONS, SETTINGS_SECTIONS } from './sections';

/** The parts of the settings that this person may open. */
export function useSettingsSections() {
  const can = useCan();
  if (!SETTINGS_PERMISSIONS.some((permission) => can(permission))) return [];
  return SETTINGS_SECTIONS.filter((section) => section.any.some((permission) => can(permission)));
}
