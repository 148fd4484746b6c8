import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { useBranch } from '@/shared/session';
import { hoursQuery } from '../api/organisation';
import { BranchFilter } from '../components/branch-filter';
import { HoursForm } from '../components/hours-form';

function BranchHours({ branchId }: { branchId: string }) {
  const hours = useQuery({ ...hoursQuery(branchId), refetchOnWindowFocus: false });
  return <QueryView query={hours}>{(data) => <HoursForm branchId={branchId} hours={data} />}</QueryView>;
}

/** When a branch is open: by kind of day, and the dates that differ. */
export default function HoursPage() {
  const { t } = useTranslation();
  const mine = useBranch();
  const [branchId, setBranchId] = useState(mine?.id ?? null);
  return (
    <Page title={t('organisation.hours.title')} subtitle={t('organisation.hours.help')}>
      <div className="sw-filters">
        <BranchFilter value={branchId} onChange={setBranchId} />
      </div>
      <div className="sw-panel">
        {branchId ? (
          <BranchHours key={branchId} branchId={branchId} />
        ) : (
          <EmptyNotice title={t('organisation.no_branch')} help={t('organisation.no_branch_help')} />
        )}
      </div>
    </Page>
  );
}
