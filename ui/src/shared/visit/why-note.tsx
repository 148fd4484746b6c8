import { useTranslation } from 'react-i18next';
import type { Why } from '@/api/types';

/** Why this visit was called next, in one sentence of the server. */
export function WhyNote({ why }: { why: Why }) {
  const { t } = useTranslation();
  return (
    <div className="sw-why">
      <strong>{t('lobby.why.title')}</strong>
      {why.sentence}
    </div>
  );
}
