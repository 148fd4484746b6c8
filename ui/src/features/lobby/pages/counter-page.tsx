import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { useLive, usePollWhileLost } from '@/shared/live';
import { useSession } from '@/shared/session';
import { deskQuery } from '../api/desk';
import { CounterChooser } from '../components/desk/counter-chooser';
import { DeskView } from '../components/desk/desk-view';
import { useSeat } from '../use-seat';

function Choosing() {
  const { t } = useTranslation();
  return (
    <Page title={t('lobby.choose.title')} subtitle={t('lobby.choose.help')}>
      <CounterChooser />
    </Page>
  );
}

function OpenDesk({ counterId }: { counterId: string }) {
  const { staff } = useSession();
  const poll = usePollWhileLost(5_000);
  const desk = useQuery({ ...deskQuery(counterId), refetchInterval: poll });
  useLive(`desk:${counterId}`, [['desk', counterId]]);
  return (
    <QueryView query={desk}>
      {(data) =>
        // The counter may have been closed elsewhere, at the end of the day for example.
        data.counter.state === 'closed' || data.counter.staff?.id !== staff.id ? (
          <Choosing />
        ) : (
          <DeskView desk={data} fetchedAtMs={desk.dataUpdatedAt} />
        )
      }
    </QueryView>
  );
}

/** The teller's desk: choose a counter first, then call, serve and finish. */
export default function CounterPage() {
  const { query } = useSeat();
  return (
    <QueryView query={query}>
      {(counterId) => (counterId ? <OpenDesk counterId={counterId} /> : <Choosing />)}
    </QueryView>
  );
}
