import { Button, Segmented, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Demo, Session } from '@/api/types';
import { type AppLocale, changeLocale } from '@/shared/i18n';
import { chooseMode, useMode } from '@/shared/mode';
import { useFormat } from '@/shared/use-format';
import { landingOf } from '../landing';

interface Props {
  demo: Demo | null;
  session: Session | null;
}

/** Name of the house and of the bank, language and appearance, and the way back for whoever is signed in. */
export function StartHead({ demo, session }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const mode = useMode();
  const bank = demo?.loaded ? (format.locale === 'en' ? demo.bank_en : demo.bank) : null;
  return (
    <header className="sw-start-head">
      <img src="/favicon.svg" alt="" width={52} height={52} />
      <div>
        <Typography.Title level={1}>{t('access.start.title')}</Typography.Title>
        <div className="sw-muted">{bank ? t('access.start.demo', { bank }) : t('access.start.motto')}</div>
        {session ? (
          <div>
            <Link to={landingOf(session)}>
              {t('access.start.continue', { name: format.name(session.staff) })}
            </Link>
          </div>
        ) : null}
      </div>
      <div className="sw-start-tools">
        <Segmented<AppLocale>
          aria-label={t('app.language')}
          value={format.locale}
          onChange={(locale) => void changeLocale(locale)}
          options={[
            { value: 'zh-CN', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
        <Button onClick={() => chooseMode(mode === 'dark' ? 'light' : 'dark')}>
          {t(mode === 'dark' ? 'app.mode.light' : 'app.mode.dark')}
        </Button>
      </div>
    </header>
  );
}
