import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';

/** A page on its way. */
export function PageLoading() {
  const { t } = useTranslation();
  return (
    <div className="sw-page" role="status" aria-label={t('shared.loading')}>
      <Skeleton active paragraph={{ rows: 8 }} />
    </div>
  );
}
