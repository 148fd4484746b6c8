import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { Page } from '@/shared/components/page';
import { EVERYWHERE, useBranch, useCan, useSession } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { BranchTable } from '../components/opening/branch-table';
import { ChecklistView } from '../components/opening/checklist-view';
import { HandoverView } from '../components/opening/handover-view';

type View = 'opening' | 'closing' | 'handover' | 'branches';

/** The views that this person may open: who sees the whole bank begins with all branches. */
function useViews(branchId: string | undefined): View[] {
  const can = useCan();
  return [
    ...(can('checklist:read', EVERYWHERE) ? (['branches'] as const) : []),
    'opening',
    'closing',
    ...(branchId && can('handover:read', branchId) ? (['handover'] as const) : []),
  ];
}

/** Opening and closing the branch item by item, and what one shift tells the next; for head office every branch. */
export default function OpeningPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const here = useBranch();
  const { branches } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('branch');
  const branch = branches.find((one) => one.id === asked) ?? here;
  const branchId = asked ?? branch?.id;
  const views = useViews(branchId);
  const view = views.find((item) => item === parameters.get('view')) ?? views[0] ?? 'opening';
  const show = (next: View) => setParameters(asked ? { view: next, branch: asked } : { view: next });
  const where = view === 'branches' ? '' : format.name(branch);
  return (
    <Page
      title={t('opening.title')}
      subtitle={[where, t(`opening.help_${view}`)].filter(Boolean).join(' · ')}
      actions={
        <Segmented<View>
          aria-label={t('opening.view')}
          value={view}
          onChange={show}
          options={views.map((value) => ({ value, label: t(`opening.tab.${value}`) }))}
        />
      }
    >
      {view === 'branches' ? <BranchTable /> : null}
      {view !== 'branches' && !branchId ? (
        <EmptyNotice title={t('opening.no_branch')} help={t('opening.no_branch_help')} />
      ) : null}
      {branchId && (view === 'opening' || view === 'closing') ? (
        <ChecklistView key={`${branchId} ${view}`} branchId={branchId} kind={view} />
      ) : null}
      {branchId && view === 'handover' ? <HandoverView key={branchId} branchId={branchId} /> : null}
    </Page>
  );
}
