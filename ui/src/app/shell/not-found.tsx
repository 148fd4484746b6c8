import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <main className="sw-notice">
      <Typography.Title level={1} className="sw-page-title">
        {t('app.not_found.title')}
      </Typography.Title>
      <p>{t('app.not_found.help')}</p>
      <Link to="/">{t('app.not_found.back')}</Link>
    </main>
  );
}
