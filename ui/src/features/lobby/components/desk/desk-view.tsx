import { Splitter } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Desk } from '@/api/types';
import { useStored } from '@/shared/hooks/use-stored';
import { useDeskActs } from '../../use-desk-acts';
import { useDeskKeys } from '../../use-desk-keys';
import { IncidentBanner } from '../incidents/incident-banner';
import { CurrentPane } from './current-pane';
import { CustomerPane } from './customer-pane';
import { DeskHead } from './desk-head';
import { FinishDrawer } from './finish-drawer';
import { QueuePane } from './queue-pane';
import { TransferDrawer } from './transfer-drawer';

interface Props {
  desk: Desk;
  fetchedAtMs: number;
}

type Dialog = 'finish' | 'transfer' | 'pause' | 'park' | null;

/** The desk of three panes: who waits, the matter at hand, customer and help. */
export function DeskView({ desk, fetchedAtMs }: Props) {
  const { t } = useTranslation();
  const acts = useDeskActs(desk.counter.id);
  const [dialog, setDialog] = useState<Dialog>(null);
  const [sizes, setSizes] = useStored<(number | string)[]>('desk.sizes', ['28%', '44%', '28%']);
  const paused = desk.counter.state === 'paused';
  const handlePause = () => (paused ? acts.resume.mutate() : setDialog(dialog === 'pause' ? null : 'pause'));
  useDeskKeys(desk, acts, {
    finish: () => setDialog('finish'),
    transfer: () => setDialog('transfer'),
    pause: handlePause,
    parkWhy: () => setDialog('park'),
  });
  useEffect(() => {
    document.title = [desk.current?.number, t('lobby.desk.title'), t('shared.product')]
      .filter(Boolean)
      .join(' · ');
  }, [desk.current?.number, t]);
  const close = () => setDialog(null);
  const panes = [
    <QueuePane key="queue" desk={desk} fetchedAtMs={fetchedAtMs} acts={acts} />,
    <CurrentPane
      key="current"
      desk={desk}
      acts={acts}
      onFinish={() => setDialog('finish')}
      onTransfer={() => setDialog('transfer')}
      parking={dialog === 'park'}
      onParking={(on) => setDialog(on ? 'park' : null)}
    />,
    <CustomerPane key="customer" desk={desk} />,
  ];
  return (
    <div className="sw-desk">
      <DeskHead
        desk={desk}
        acts={acts}
        pausing={dialog === 'pause' && desk.current === null}
        onPausing={(on) => setDialog(on ? 'pause' : null)}
      />
      <IncidentBanner incidents={desk.incidents} />
      <Splitter className="sw-desk-panes" onResizeEnd={setSizes}>
        {panes.map((pane, index) => (
          <Splitter.Panel key={pane.key} defaultSize={sizes[index]} min={220}>
            {pane}
          </Splitter.Panel>
        ))}
      </Splitter>
      {dialog === 'finish' && desk.current ? (
        <FinishDrawer desk={desk} visit={desk.current} acts={acts} onClose={close} />
      ) : null}
      {dialog === 'transfer' && desk.current ? (
        <TransferDrawer desk={desk} visit={desk.current} acts={acts} onClose={close} />
      ) : null}
    </div>
  );
}
