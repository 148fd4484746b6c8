import { useQuery } from '@tanstack/react-query';
import { Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Rating, TimelineEntry } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { LoadMore } from '@/shared/components/load-more';
import { QueryView } from '@/shared/components/query-view';
import { useCan } from '@/shared/session';
import { usePages } from '@/shared/use-pages';
import { customerRatingsQuery } from '@/shared/visit/queries';
import { timelinePath } from '../api/customers';
import { EventEntry } from './event-entry';
import { VisitEntry } from './visit-entry';

const COLOUR: Record<string, string> = { finished: 'green', left: 'red', no_show: 'red' };

/** The ratings by this customer that the reader may see, by visit; none for those who may see none. */
function useRatings(customerId: string): Map<string, Rating> {
  const may = useCan()('rating:read');
  const ratings = useQuery({ ...customerRatingsQuery(customerId), enabled: may });
  return ratings.data ?? new Map();
}

/** Everything that happened with this customer, newest first; a visit is one entry. */
export function CustomerTimeline({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const timeline = usePages<TimelineEntry>(['customer', customerId, 'timeline'], timelinePath(customerId));
  const ratings = useRatings(customerId);
  const item = (entry: TimelineEntry) => ({
    key: entry.id,
    color: entry.visit ? (COLOUR[entry.visit.state] ?? 'blue') : 'gray',
    content: entry.visit ? (
      <VisitEntry entry={entry} visit={entry.visit} rating={ratings.get(entry.id)} />
    ) : (
      <EventEntry entry={entry} />
    ),
  });
  return (
    <QueryView query={timeline}>
      {(items) =>
        items.length === 0 ? (
          <EmptyNotice title={t('customers.timeline.empty')} help={t('customers.timeline.empty_help')} />
        ) : (
          <>
            <Timeline items={items.map(item)} />
            <LoadMore query={timeline} />
          </>
        )
      }
    </QueryView>
  );
}
