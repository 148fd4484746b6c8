import { CloudServerOutlined, LockOutlined, SearchOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/api-error';
import { useProblemText } from '../problem-text';

interface Props {
  error: unknown;
  onRetry?: () => void;
}

interface Words {
  icon: ReactNode;
  title: string;
  help?: string;
  retry: boolean;
}

function useWords(error: unknown): Words {
  const { t } = useTranslation();
  const kind = error instanceof ApiError ? error.kind : 'server';
  if (kind === 'forbidden') {
    return {
      icon: <LockOutlined aria-hidden="true" />,
      title: t('shared.forbidden.title'),
      help: t('shared.forbidden.who'),
      retry: false,
    };
  }
  if (kind === 'not_found')
    return {
      icon: <SearchOutlined aria-hidden="true" />,
      title: t('shared.problem.not_found'),
      retry: false,
    };
  if (kind === 'offline') {
    return {
      icon: <CloudServerOutlined aria-hidden="true" />,
      title: t('shared.problem.offline_title'),
      help: t('shared.problem.offline_help'),
      retry: true,
    };
  }
  return { icon: <WarningOutlined aria-hidden="true" />, title: t('shared.problem.title'), retry: true };
}

/** A failure in the place of content: what happened, what to do now, whom to ask, the trace number. */
export function ProblemNotice({ error, onRetry }: Props) {
  const { t } = useTranslation();
  const text = useProblemText();
  const words = useWords(error);
  const traceId = error instanceof ApiError ? error.traceId : null;
  return (
    <div className="sw-notice" role="alert">
      <span className="sw-notice-icon" aria-hidden="true">
        {words.icon}
      </span>
      <Typography.Title level={2} className="sw-notice-title">
        {words.title}
      </Typography.Title>
      <p>{text(error)}</p>
      {words.help ? <p className="sw-muted">{words.help}</p> : null}
      {traceId ? (
        <p className="sw-muted">
          {t('shared.problem.trace')} <Typography.Text copyable>{traceId}</Typography.Text>
        </p>
      ) : null}
      {words.retry && onRetry ? (
        <Button type="primary" onClick={onRetry}>
          {t('shared.retry')}
        </Button>
      ) : null}
    </div>
  );
}
