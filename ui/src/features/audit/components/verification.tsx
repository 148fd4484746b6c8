import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AuditFinding } from '@/api/types';
import { useProblemText } from '@/shared/problem-text';
import { EVERYWHERE, useCan } from '@/shared/session';
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
  const may = useCan()('audit:read', EVERYWHERE);
  if (!may) return <Alert type="info" showIcon title={t('audit.verify_forbidden')} />;
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
      {check.isError ? <Alert type="error" showIcon title={text(check.error)} /> : null}
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
