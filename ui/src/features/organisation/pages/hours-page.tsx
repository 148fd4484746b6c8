import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { hoursQuery } from '../api/organisation';
import { BranchFilter } from '../components/branch-filter';
import { HoursForm } from '../components/hours-form';
import { TodayNote } from '../components/today-note';
import { useBranchChoice } from '../use-branch-choice';

function BranchHours({ branchId }: { branchId: string }) {
  const hours = useQuery({ ...hoursQuery(branchId), refetchOnWindowFocus: false });
  return (
    <QueryView query={hours}>
      {(data) => (
        <>
          <TodayNote today={data.today} />
          <HoursForm key={data.version} branchId={branchId} hours={data} />
        </>
      )}
    </QueryView>
  );
}

/** When a branch is open: by kind of day, and the dates that differ. */
export default function HoursPage() {
  const { t } = useTranslation();
  const [branchId, setBranchId] = useBranchChoice();
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
