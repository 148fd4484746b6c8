import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Page } from '@/shared/components/page';
import { PasswordForm } from '../components/password-form';
import { TotpPanel } from '../components/totp-panel';

/** My password and my second factor. */
export default function SecurityPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('access.security.title')}>
      <div className="sw-two">
        <section className="sw-panel" aria-labelledby="password">
          <Typography.Title level={2} className="sw-section" id="password">
            {t('access.password.title')}
          </Typography.Title>
          <PasswordForm />
        </section>
        <section className="sw-panel" aria-labelledby="totp">
          <Typography.Title level={2} className="sw-section" id="totp">
            {t('access.totp.title')}
          </Typography.Title>
          <TotpPanel />
        </section>
      </div>
    </Page>
  );
}
