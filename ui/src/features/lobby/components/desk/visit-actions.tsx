import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Desk, Visit } from '@/api/types';
import { KeyCap } from '@/shared/components/key-cap';
import { useNow } from '@/shared/hooks/use-now';
import { allowed } from '../../allowed';
import type { DeskActs } from '../../use-desk-acts';
import { DESK_KEYS, missingRecalls, recallWait } from '../../use-desk-keys';
import { ParkButton } from './park-button';

interface Props {
  desk: Desk;
  visit: Visit;
  acts: DeskActs;
  onFinish: () => void;
  onTransfer: () => void;
  parking: boolean;
  onParking: (parking: boolean) => void;
}

interface Action {
  name: keyof typeof DESK_KEYS & ('recall' | 'serve' | 'no_show' | 'park' | 'transfer' | 'finish');
  run: () => void;
  busy: boolean;
}

/** What can be done with the visit at hand, each with its key; the natural next step is the primary one. */
export function VisitActions(props: Props) {
  const { desk, visit, acts, onFinish, onTransfer, parking, onParking } = props;
  const { t } = useTranslation();
  const primary = visit.state === 'serving' ? 'finish' : 'serve';
  const missing = missingRecalls(desk);
  const wait = recallWait(desk, useNow());
  const actions: Action[] = [
    { name: 'serve', run: () => acts.serve.mutate(visit.id), busy: acts.serve.isPending },
    { name: 'finish', run: onFinish, busy: acts.finish.isPending },
    { name: 'recall', run: () => acts.recall.mutate(visit.id), busy: acts.recall.isPending },
    { name: 'no_show', run: () => acts.noShow.mutate(visit.id), busy: acts.noShow.isPending },
    { name: 'park', run: () => acts.park.mutate({ visit }), busy: acts.park.isPending },
    { name: 'transfer', run: onTransfer, busy: acts.transfer.isPending },
  ];
  const shown = actions.filter(
    ({ name }) => allowed(visit, name) || (name === 'no_show' && missing !== null),
  );
  const reasons: Partial<Record<Action['name'], string>> = {
    no_show: missing === null ? undefined : t('lobby.desk.no_show_later', { count: missing }),
    recall: wait > 0 ? t('lobby.desk.recall_later', { count: wait }) : undefined,
  };
  return (
    <>
      <fieldset className="sw-actions">
        <legend className="sw-visually-hidden">{t('lobby.desk.actions')}</legend>
        {shown.map(({ name, run, busy }) => {
          const reason = reasons[name] ?? '';
          if (name === 'park') {
            return (
              <ParkButton
                key={name}
                desk={desk}
                visit={visit}
                acts={acts}
                choosing={parking}
                onChoosing={onParking}
              />
            );
          }
          return (
            <Tooltip key={name} title={reason}>
              <Button
                type={name === primary ? 'primary' : 'default'}
                size="large"
                disabled={reason !== '' || (acts.busy && !busy)}
                loading={busy}
                onClick={run}
              >
                {t(`lobby.act.${name}`)}
                {name === 'recall' && wait > 0 ? <span className="sw-number">{wait}</span> : null}
                <KeyCap>{DESK_KEYS[name]}</KeyCap>
              </Button>
            </Tooltip>
          );
        })}
      </fieldset>
      {missing !== null ? (
        <p className="sw-muted sw-hint">{t('lobby.desk.no_show_later', { count: missing })}</p>
      ) : null}
    </>
  );
}
