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
import { RatingTable } from '../components/rating-table';

type View = 'open' | 'closed' | 'ratings';

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

/** The views that this person may open: calls back are for some, ratings for others. */
function useViews(): View[] {
  const can = useCan();
  return [
    ...(can('follow_up:read') ? (['open', 'closed'] as const) : []),
    ...(can('rating:read') ? (['ratings'] as const) : []),
  ];
}

interface InboxProps {
  view: 'open' | 'closed';
  branchId: string | undefined;
  openId: string | null;
  onShow: (id: string | null) => void;
}

function Inbox({ view, branchId, openId, onShow }: InboxProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(0);
  const list = usePages<FollowUp>(['follow-ups'], '/follow-ups', { branch_id: branchId, state: view });
  const items = list.data ?? [];
  useListKeys(items, chosen, setChosen, onShow);
  const opened = items.find((item) => item.id === openId);
  return (
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
                  onOpen={() => onShow(item.id)}
                />
              ))}
            </ul>
          )
        }
      </QueryView>
      <LoadMore query={list} />
      {opened ? <FollowUpDrawer item={opened} onClose={() => onShow(null)} /> : null}
    </div>
  );
}

/** The inbox of customers to call back, oldest promise first, and beside it everything that customers said. */
export default function FollowUpsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const branch = useBranch();
  const views = useViews();
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('view');
  const view = views.find((item) => item === asked) ?? views[0] ?? 'open';
  useLive(branch ? `board:${branch.id}` : null, [['follow-ups'], ['rating-summary'], ['ratings']]);
  const show = (id: string | null) => setParameters(id ? { view, open: id } : { view }, { replace: true });
  return (
    <Page
      title={t(view === 'ratings' ? 'voice.ratings_title' : 'voice.title')}
      subtitle={t(view === 'ratings' ? 'voice.ratings_help' : 'voice.help')}
      actions={
        views.length > 1 ? (
          <Segmented<View>
            aria-label={t('voice.view')}
            value={view}
            onChange={(next) => setParameters({ view: next })}
            options={views.map((value) => ({ value, label: t(`voice.${value}`) }))}
          />
        ) : null
      }
    >
      <div className="sw-stack">
        {branch && can('rating:read') ? <RatingFigures branchId={branch.id} /> : null}
        {view === 'ratings' ? (
          <RatingTable branchId={branch?.id ?? null} />
        ) : (
          <Inbox key={view} view={view} branchId={branch?.id} openId={parameters.get('open')} onShow={show} />
        )}
      </div>
    </Page>
  );
}
