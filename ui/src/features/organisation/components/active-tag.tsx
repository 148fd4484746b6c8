import { useTranslation } from 'react-i18next';

/** Whether a thing is in use; what is not stays for the record. */
export function ActiveTag({ active }: { active: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={`sw-chip ${active ? 'sw-chip-green' : ''}`}>
      {t(active ? 'organisation.active' : 'organisation.inactive')}
    </span>
  );
}
