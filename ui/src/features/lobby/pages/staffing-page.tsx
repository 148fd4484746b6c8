import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { Page } from '@/shared/components/page';
import { useBranch } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { DayPlan } from '../components/staffing/day-plan';
import { WhatIfView } from '../components/staffing/what-if-view';

const VIEWS = ['what_if', 'plan'] as const;

/** What other counters, skills or weights would have meant, and how many counters a day needs. */
export default function StaffingPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const branch = useBranch();
  const [parameters, setParameters] = useSearchParams();
  const view = VIEWS.find((item) => item === parameters.get('view')) ?? 'what_if';
  return (
    <Page
      title={t('staffing.title')}
      subtitle={[format.name(branch), t(`staffing.help.${view}`)].filter(Boolean).join(' · ')}
      actions={
        <Segmented
          aria-label={t('staffing.view')}
          value={view}
          onChange={(next) => setParameters({ view: next }, { replace: true })}
          options={VIEWS.map((value) => ({ value, label: t(`staffing.tab.${value}`) }))}
        />
      }
    >
      {branch ? null : (
        <EmptyNotice title={t('lobby.choose.no_branch')} help={t('lobby.choose.no_branch_help')} />
      )}
      {branch && view === 'what_if' ? <WhatIfView key={branch.id} branchId={branch.id} /> : null}
      {branch && view === 'plan' ? <DayPlan key={branch.id} branchId={branch.id} /> : null}
    </Page>
  );
}
