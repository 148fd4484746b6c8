import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { NamedId } from '@/api/types';
import { useFormat } from '@/shared/use-format';

/** The pages that need no sign-in, a row a branch; they open in a tab of their own. */
export function PublicLinks({ branches }: { branches: NamedId[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section aria-labelledby="public-pages">
      <Typography.Title level={2} id="public-pages" className="sw-start-section">
        {t('access.start.public')}
      </Typography.Title>
      <ul className="sw-panel sw-public">
        {branches.map((branch) => (
          <li key={branch.id}>
            <strong>{format.name(branch)}</strong>
            <a href={`/kiosk/${branch.id}`} target="_blank" rel="noreferrer">
              {t('access.start.kiosk')}
            </a>
            <a href={`/hall/${branch.id}`} target="_blank" rel="noreferrer">
              {t('access.start.hall')}
            </a>
            <a href={`/phone/new/${branch.id}`} target="_blank" rel="noreferrer">
              {t('access.start.phone')}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
