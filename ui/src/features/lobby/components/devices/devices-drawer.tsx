import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { QueryView } from '@/shared/components/query-view';
import { useCan } from '@/shared/session';
import { kiosksQuery, rollQuery } from '../../api/devices';
import { KioskList } from './kiosk-list';
import { RollForm } from './roll-form';

interface Props {
  branchId: string;
  onClose: () => void;
}

/** What hands out numbers in the hall: the roll, and the registered kiosks. */
export function DevicesDrawer({ branchId, onClose }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const roll = useQuery(rollQuery(branchId));
  const kiosks = useQuery({ ...kiosksQuery(branchId), enabled: can('kiosk:manage') });
  return (
    <Drawer open onClose={onClose} size={520} title={t('devices.title')}>
      <section className="sw-stack">
        <h2>{t('devices.roll.title')}</h2>
        <QueryView query={roll} rows={5}>
          {(data) => <RollForm branchId={branchId} roll={data} />}
        </QueryView>
        {can('kiosk:manage') ? (
          <>
            <h2>{t('devices.kiosk.title')}</h2>
            <QueryView query={kiosks} rows={3}>
              {(data) => <KioskList branchId={branchId} kiosks={data.items} />}
            </QueryView>
          </>
        ) : null}
      </section>
    </Drawer>
  );
}
