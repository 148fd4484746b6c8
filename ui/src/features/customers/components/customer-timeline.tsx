import { Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TimelineEntry } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { LoadMore } from '@/shared/components/load-more';
import { QueryView } from '@/shared/components/query-view';
import { useCan, useSession } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { usePages } from '@/shared/use-pages';
import { useWord } from '@/shared/use-word';
import { timelinePath } from '../api/customers';

function Entry({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useWord();
  const can = useCan();
  const { branches } = useSession();
  return (
    <div>
      <strong>{entry.sentence || word('customers.event', entry.kind)}</strong>
      <span className="sw-muted sw-number">
        {' '}
        {[format.time(entry.at), format.name(branches.find((branch) => branch.id === entry.branch_id))]
          .filter(Boolean)
          .join(' · ')}{' '}
      </span>
      {entry.visit_id && can('visit:read') ? (
        <Link to={`/visits/${entry.visit_id}`}>{t('customers.timeline.open_visit')}</Link>
      ) : null}
    </div>
  );
}

/** Everything that happened with this customer, newest first. */
export function CustomerTimeline({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const timeline = usePages<TimelineEntry>(['customer', customerId, 'timeline'], timelinePath(customerId));
  return (
    <QueryView query={timeline}>
      {(items) =>
        items.length === 0 ? (
          <EmptyNotice title={t('customers.timeline.empty')} help={t('customers.timeline.empty_help')} />
        ) : (
          <>
            <Timeline items={items.map((entry) => ({ key: entry.id, content: <Entry entry={entry} /> }))} />
            <LoadMore query={timeline} />
          </>
        )
      }
    </QueryView>
  );
}
