import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryView } from '@/shared/components/query-view';
import { useLive, usePollWhileLost } from '@/shared/live';
import { deskQuery } from '../api/desk';
import { TellerBar } from '../components/desk/teller-bar';
import { useSeat } from '../use-seat';

function OpenBar({ counterId }: { counterId: string }) {
  const poll = usePollWhileLost(5_000);
  const desk = useQuery({ ...deskQuery(counterId), refetchInterval: poll });
  useLive(`desk:${counterId}`, [['desk', counterId]]);
  return (
    <QueryView query={desk} rows={1}>
      {(data) => <TellerBar desk={data} />}
    </QueryView>
  );
}

/** The teller bar: a window of one line that sits above the core-banking screen. */
export default function BarPage() {
  const { t } = useTranslation();
  const { query } = useSeat();
  useEffect(() => {
    document.title = t('lobby.bar.title');
  }, [t]);
  return (
    <main className="sw-bar-page">
      <QueryView query={query} rows={1}>
        {(counterId) =>
          counterId ? (
            <OpenBar counterId={counterId} />
          ) : (
            <p className="sw-bar">{t('lobby.bar.no_counter')}</p>
          )
        }
      </QueryView>
    </main>
  );
}
