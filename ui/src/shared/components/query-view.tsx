import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from './problem-notice';

/** What is needed of a query, paged or not. */
interface QueryLike<T> {
  data: T | undefined;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
}

interface Props<T> {
  query: QueryLike<T>;
  /** Rows of the skeleton, roughly the size of what will appear. */
  rows?: number;
  children: (data: T) => ReactNode;
}

/** The states of a query: skeleton, failure (also forbidden), content. Old content stays when a refresh fails. */
export function QueryView<T>({ query, rows = 6, children }: Props<T>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <ProblemNotice error={query.error} onRetry={query.refetch} />;
  return (
    <div className="sw-loading" role="status" aria-label={t('shared.loading')}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}
