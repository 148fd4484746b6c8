import { useTranslation } from 'react-i18next';
import type { Account } from '@/api/types';
import { useFormat } from '@/shared/use-format';

/** Whether somebody gets in: open, shut, locked until a time, or still with the first password. */
export function AccountState({ account }: { account: Account | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!account) return <span className="sw-muted">{t('organisation.account.state.none')}</span>;
  if (account.disabled)
    return <span className="sw-chip sw-chip-red">{t('organisation.account.state.disabled')}</span>;
  if (account.locked_until) {
    return (
      <span className="sw-chip sw-chip-red">
        {t('organisation.account.state.locked', { time: format.time(account.locked_until) })}
      </span>
    );
  }
  if (account.must_change)
    return <span className="sw-chip sw-chip-amber">{t('organisation.account.state.must_change')}</span>;
  return <span className="sw-chip sw-chip-green">{t('organisation.account.state.open')}</span>;
}
