import type { UseQueryResult } from '@tanstack/react-query';
import { Alert, Button, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PackCheck } from '@/api/types';
import { useProblemText } from '@/shared/problem-text';
import { isReadable } from '../api/packs';

interface Props {
  changed: boolean;
  /** Whether the check is of the text as it stands now. */
  settled: boolean;
  check: UseQueryResult<PackCheck>;
  onReset: () => void;
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function Changes({ changes }: Pick<PackCheck, 'changes'>) {
  const { t } = useTranslation();
  const missing = (value: unknown) => value === undefined || value === null;
  return (
    <div>
      <Typography.Title level={2} className="sw-section">
        {t('rules.changes', { count: changes.length })}
      </Typography.Title>
      <ul className="sw-changes">
        {changes.map(({ path, before, after }) => (
          <li key={path}>
            <code>{path}</code>
            {missing(before) ? null : <del title={t('rules.before')}>{show(before)}</del>}
            {missing(after) ? null : <ins title={t('rules.after')}>{show(after)}</ins>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Problems({ problems }: Pick<PackCheck, 'problems'>) {
  const { t } = useTranslation();
  if (problems.length === 0) return <Alert type="success" showIcon title={t('rules.valid')} />;
  return (
    <Alert
      type="error"
      showIcon
      title={t('rules.problems', { count: problems.length })}
      description={
        <ul className="sw-problems">
          {problems.map((problem) => (
            <li key={`${problem.path}${problem.message}`}>
              {problem.line ? `${t('rules.line', { line: problem.line })} ` : null}
              {problem.path ? <code>{problem.path}</code> : null} {problem.message}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** Beside the editor: is it valid, and what would change against what is live. */
export function CheckPane({ changed, settled, check, onReset }: Props) {
  const { t } = useTranslation();
  const text = useProblemText();
  if (!changed) return <p className="sw-muted">{t('rules.unchanged')}</p>;
  return (
    <section aria-live="polite" aria-busy={!settled || check.isFetching} className="sw-stack">
      {settled && check.isError ? <Alert type="error" showIcon title={text(check.error)} /> : null}
      {!settled || check.isPending ? <p className="sw-muted">{t('rules.checking')}</p> : null}
      {settled && check.data ? (
        <>
          <Problems problems={check.data.problems} />
          {isReadable(check.data) ? (
            <Changes changes={check.data.changes} />
          ) : (
            <p className="sw-muted">{t('rules.unreadable')}</p>
          )}
        </>
      ) : null}
      <div>
        <Button onClick={onReset}>{t('rules.reset')}</Button>
      </div>
    </section>
  );
}
