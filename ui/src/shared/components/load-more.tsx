import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** The way to the next page of a keyset-paged list. */
export function LoadMore({ query }: { query: UseInfiniteQueryResult }) {
  const { t } = useTranslation();
  if (!query.hasNextPage) return null;
  return (
    <div className="sw-more">
      <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
        {t('shared.more')}
      </Button>
    </div>
  );
}
