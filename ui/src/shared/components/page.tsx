import { Typography } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  /** Says the task, not the module. */
  title: string;
  subtitle?: ReactNode;
  /** Buttons at the right; at most one of them primary. */
  actions?: ReactNode;
  children: ReactNode;
}

/** The body of every page: heading, one line of explanation, actions, content. */
export function Page({ title, subtitle, actions, children }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('shared.product')}`;
  }, [title, t]);
  return (
    <div className="sw-page">
      <div className="sw-page-head">
        <div>
          <Typography.Title level={1} className="sw-page-title">
            {title}
          </Typography.Title>
          {subtitle ? <div className="sw-muted">{subtitle}</div> : null}
        </div>
        {actions ? <div className="sw-page-actions">{actions}</div> : null}
      </div>
      {children}
    </div>
  );
}
