import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { useLive, usePollWhileLost } from '@/shared/live';
import { useSession } from '@/shared/session';
import { deskQuery } from '../api/desk';
import { CounterChooser } from '../components/desk/counter-chooser';
import { DeskView } from '../components/desk/desk-view';

function OpenDesk({ counterId }: { counterId: string }) {
  const poll = usePollWhileLost(5_000);
  const desk = useQuery({ ...deskQuery(counterId), refetchInterval: poll });
  useLive(`desk:${counterId}`, [['desk', counterId]]);
  return (
    <QueryView query={desk}>{(data) => <DeskView desk={data} fetchedAtMs={desk.dataUpdatedAt} />}</QueryView>
  );
}

/** The teller's desk: choose a counter first, then call, serve and finish. */
export default function CounterPage() {
  const { t } = useTranslation();
  const { counter_id: counterId } = useSession();
  if (counterId) return <OpenDesk counterId={counterId} />;
  return (
    <Page title={t('lobby.choose.title')} subtitle={t('lobby.choose.help')}>
      <CounterChooser />
    </Page>
  );
}
