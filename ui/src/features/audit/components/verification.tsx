import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AuditVerification } from '@/api/types';
import { useProblemText } from '@/shared/problem-text';
import { verificationQuery } from '../api/audit';

type Problem = AuditVerification['problems'][number];

function problemText(problem: Problem): string {
  if (typeof problem === 'string') return problem;
  const where = problem.seq === undefined ? '' : `#${problem.seq} `;
  return `${where}${problem.message ?? problem.kind ?? ''}`;
}

/** Verifies the chain on demand and says plainly what is wrong with it. */
export function Verification() {
  const { t } = useTranslation();
  const text = useProblemText();
  const check = useQuery(verificationQuery);
  const { data } = check;
  return (
    <div className="sw-stack">
      <div>
        <Button
          icon={<SafetyCertificateOutlined />}
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
          title={t('audit.broken', { count: data.problems.length })}
          description={
            <>
              <ul>
                {data.problems.map((problem) => (
                  <li key={problemText(problem)}>{problemText(problem)}</li>
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
