import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/api-error';
import type { AuditFinding } from '@/api/types';
import { useProblemText } from '@/shared/problem-text';
import { verificationQuery } from '../api/audit';

function findingText({ seq, until, message }: AuditFinding): string {
  return `#${seq}${until > seq ? `–${until}` : ''} ${message}`;
}

/** Verifies the chain on demand and says plainly what is wrong with it. */
export function Verification() {
  const { t } = useTranslation();
  const text = useProblemText();
  const check = useQuery(verificationQuery);
  const { data } = check;
  // Whoever reads the acts of one branch may not read every chain.
  const forbidden = check.error instanceof ApiError && check.error.kind === 'forbidden';
  return (
    <div className="sw-stack">
      <div>
        <Button
          icon={<SafetyCertificateOutlined aria-hidden="true" />}
          onClick={() => void check.refetch()}
          loading={check.isFetching}
        >
          {t('audit.verify')}
        </Button>
      </div>
      {forbidden ? <Alert type="info" showIcon title={t('audit.verify_forbidden')} /> : null}
      {check.isError && !forbidden ? <Alert type="error" showIcon title={text(check.error)} /> : null}
      {data?.ok ? <Alert type="success" showIcon title={t('audit.intact', { count: data.rows })} /> : null}
      {data && !data.ok ? (
        <Alert
          type="error"
          showIcon
          title={t('audit.broken', { count: data.problem_count })}
          description={
            <>
              <ul>
                {data.problems.map((problem) => (
                  <li key={`${problem.chain}${problem.seq}`}>{findingText(problem)}</li>
                ))}
              </ul>
              {t('audit.broken_help')}
            </>
          }
        />
      ) : null}
    </div>
  );
}
