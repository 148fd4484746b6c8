import { useTranslation } from 'react-i18next';
import type { Desk } from '@/api/types';
import { Elapsed } from '@/shared/components/elapsed';
import { KeyCap } from '@/shared/components/key-cap';
import { useNow } from '@/shared/hooks/use-now';
import { useLiveStatus } from '@/shared/live';
import { useFormat } from '@/shared/use-format';
import { allowed } from '../../allowed';
import { type DeskActs, useDeskActs } from '../../use-desk-acts';
import { canCall, DESK_KEYS, missingRecalls, recallWait, useDeskKeys } from '../../use-desk-keys';

interface BarButton {
  name: 'call' | 'recall' | 'serve' | 'no_show' | 'finish';
  shown: boolean;
  primary?: boolean;
  enabled: boolean;
  run: () => void;
}

/** The buttons that matter now; the bar has room for three. */
function barButtons(desk: Desk, acts: DeskActs, nowMs: number): BarButton[] {
  const visit = desk.current;
  const id = visit?.id ?? '';
  const called = visit?.state === 'called';
  return [
    { name: 'call', shown: !visit, primary: true, enabled: canCall(desk), run: () => acts.call.mutate() },
    {
      name: 'serve',
      shown: allowed(visit, 'serve'),
      primary: true,
      enabled: true,
      run: () => acts.serve.mutate(id),
    },
    {
      name: 'recall',
      shown: allowed(visit, 'recall'),
      enabled: recallWait(desk, nowMs) === 0,
      run: () => acts.recall.mutate(id),
    },
    {
      name: 'no_show',
      shown: called,
      enabled: missingRecalls(desk) === null,
      run: () => acts.noShow.mutate(id),
    },
    {
      name: 'finish',
      shown: allowed(visit, 'finish') && !called,
      primary: true,
      enabled: true,
      run: () => acts.finish.mutate({ id, body: { outcome: desk.outcomes[0]?.code } }),
    },
  ];
}

/** Number, clock and the next steps, with the same keys as the desk; finishing here means "done". */
export function TellerBar({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const format = useFormat();
  const lost = useLiveStatus() === 'lost';
  const acts = useDeskActs(desk.counter.id);
  const now = useNow();
  const buttons = barButtons(desk, acts, now).filter((button) => button.shown);
  const visit = desk.current;
  useDeskKeys(desk, acts, {
    finish: () => buttons.find((button) => button.name === 'finish')?.run(),
    transfer: () => undefined,
    pause: () => (desk.counter.state === 'paused' ? acts.resume.mutate() : undefined),
  });
  return (
    <div className="sw-bar">
      <h1 className="sw-visually-hidden">{t('lobby.bar.title')}</h1>
      <div className="sw-bar-what" aria-live="polite">
        <span className="sw-bar-number">
          {visit?.number ?? t('lobby.bar.waiting', { count: desk.waiting_total })}
        </span>
        <span className="sw-bar-words">
          {lost
            ? t('lobby.bar.offline')
            : visit
              ? format.name(visit.service)
              : t(`lobby.counter_state.${desk.counter.state}`)}
        </span>
      </div>
      {visit ? <Elapsed since={visit.since} /> : null}
      {buttons.map((button) => (
        <button
          key={button.name}
          type="button"
          className={button.primary ? 'sw-bar-button sw-bar-primary' : 'sw-bar-button'}
          disabled={!button.enabled || acts.busy}
          onClick={button.run}
        >
          {t(`lobby.bar.act.${button.name}`)}
          <KeyCap>{DESK_KEYS[button.name]}</KeyCap>
        </button>
      ))}
    </div>
  );
}
