import { useTranslation } from 'react-i18next';
import type { PackRow } from '@/api/types';

/** Whether a version came with the program or was saved by an administrator. */
export function OriginTag({ origin }: Pick<PackRow, 'origin'>) {
  const { t } = useTranslation();
  return (
    <span className={`sw-chip ${origin === 'override' ? 'sw-chip-blue' : ''}`}>
      {t(origin === 'override' ? 'rules.origin.override' : 'rules.origin.built_in')}
    </span>
  );
}
