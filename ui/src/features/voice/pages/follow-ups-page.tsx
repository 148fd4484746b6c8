import { Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { FollowUp } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { LoadMore } from '@/shared/components/load-more';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { useLive } from '@/shared/live';
import { useBranch, useCan } from '@/shared/session';
import { usePages } from '@/shared/use-pages';
import { FollowUpDrawer } from '../components/follow-up-drawer';
import { FollowUpRow } from '../components/follow-up-row';
import { RatingFigures } from '../components/rating-figures';

type View = 'open' | 'closed';

/** J and K move through the list, Enter opens; typing in a field is left alone. */
function useListKeys(
  items: FollowUp[],
  chosen: number,
  choose: (index: number) => void,
  open: (id: string) => void,
) {
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      const { target } = event;
      if (target instanceof HTMLElement && target.closest('input, textarea, button, a, [role="dialog"]'))
        return;
      const item = items[chosen];
      if (event.key === 'j') choose(Math.min(chosen + 1, items.length - 1));
      else if (event.key === 'k') choose(Math.max(chosen - 1, 0));
      else if (event.key === 'Enter' && item) open(item.id);
    };
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, [items, chosen, choose, open]);
}

/** The inbox of customers to call back: low ratings, oldest promise first. */
export default function FollowUpsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const branch = useBranch();
  const [parameters, setParameters] = useSearchParams();
  const [chosen, setChosen] = useState(0);
  const view: View = parameters.get('view') === 'closed' ? 'closed' : 'open';
  const openId = parameters.get('open');
  const list = usePages<FollowUp>(['follow-ups'], '/follow-ups', { branch_id: branch?.id, state: view });
  const items = list.data ?? [];
  useLive(branch ? `board:${branch.id}` : null, [['follow-ups'], ['rating-summary']]);
  const show = (id: string | null) => setParameters(id ? { view, open: id } : { view }, { replace: true });
  useListKeys(items, chosen, setChosen, show);
  const opened = items.find((item) => item.id === openId);
  return (
    <Page
      title={t('voice.title')}
      subtitle={t('voice.help')}
      actions={
        <Segmented<View>
          aria-label={t('voice.view')}
          value={view}
          onChange={(next) => setParameters({ view: next })}
          options={[
            { value: 'open', label: t('voice.open') },
            { value: 'closed', label: t('voice.closed') },
          ]}
        />
      }
    >
      <div className="sw-stack">
        {branch && can('rating:read') ? <RatingFigures branchId={branch.id} /> : null}
        <div className="sw-panel">
          <QueryView query={list}>
            {(rows) =>
              rows.length === 0 ? (
                <EmptyNotice title={t(`voice.empty.${view}`)} help={t('voice.empty.help')} />
              ) : (
                <ul className="sw-inbox">
                  {rows.map((item, index) => (
                    <FollowUpRow
                      key={item.id}
                      item={item}
                      chosen={index === chosen}
                      onOpen={() => show(item.id)}
                    />
                  ))}
                </ul>
              )
            }
          </QueryView>
          <LoadMore query={list} />
        </div>
      </div>
      {opened ? <FollowUpDrawer item={opened} onClose={() => show(null)} /> : null}
    </Page>
  );
}
