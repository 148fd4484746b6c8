import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/api-error';

/** Turns any failure into one sentence: the server's own, or what the interface knows itself. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error instanceof ApiError) {
      if (error.message) return error.message;
      if (error.kind === 'offline') return t('shared.problem.offline');
    }
    return t('shared.problem.unknown');
  };
}
