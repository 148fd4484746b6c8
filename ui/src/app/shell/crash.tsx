import { Button, Typography } from 'antd';
import { useTranslation } from 'react-i18next';

/** A page that failed in the browser itself, for example because a new version replaced its files. */
export function Crash() {
  const { t } = useTranslation();
  return (
    <main className="sw-notice">
      <Typography.Title level={1} className="sw-page-title">
        {t('app.crash.title')}
      </Typography.Title>
      <p>{t('app.crash.help')}</p>
      <Button type="primary" onClick={() => window.location.reload()}>
        {t('app.crash.reload')}
      </Button>
    </main>
  );
}
