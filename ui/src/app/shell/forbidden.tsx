import { LockOutlined } from '@ant-design/icons';
import { Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/shared/session';

/** A page that this person may not open: says who can grant it. */
export function Forbidden() {
  const { t } = useTranslation();
  return (
    <div className="sw-notice" role="alert">
      <span className="sw-notice-icon" aria-hidden="true">
        <LockOutlined aria-hidden="true" />
      </span>
      <Typography.Title level={1} className="sw-page-title">
        {t('shared.forbidden.title')}
      </Typography.Title>
      <p>{t('shared.forbidden.page')}</p>
      <p className="sw-muted">{t('shared.forbidden.who')}</p>
    </div>
  );
}

/** Shows the page only to those who may use it; the server decides again on every request. */
export function Guard({ any, children }: { any: readonly string[]; children: ReactNode }) {
  const can = useCan();
  return any.some((permission) => can(permission)) ? children : <Forbidden />;
}
