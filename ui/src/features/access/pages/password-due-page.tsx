import { Button, Typography } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignOut } from '@/shared/session';
import { PasswordForm } from '../components/password-form';

/** Stands before everything else while the password must be changed; the way out is to change it or to leave. */
export default function PasswordDuePage() {
  const { t } = useTranslation();
  const leave = useSignOut();
  useEffect(() => {
    document.title = `${t('access.password.due')} · ${t('shared.product')}`;
  }, [t]);
  return (
    <main className="sw-start">
      <section className="sw-panel sw-sign-in" aria-labelledby="password-due">
        <Typography.Title level={1} className="sw-page-title" id="password-due">
          {t('access.password.due')}
        </Typography.Title>
        <p className="sw-muted">{t('access.password.due_help')}</p>
        <PasswordForm />
        <p>
          <Button type="link" onClick={leave}>
            {t('app.sign_out')}
          </Button>
        </p>
      </section>
    </main>
  );
}
