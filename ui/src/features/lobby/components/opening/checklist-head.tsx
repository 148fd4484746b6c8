import { Alert, App, Button, Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Checklist, Progress as ListProgress } from '@/api/types';
import { useAct } from '@/shared/hooks/use-act';
import { useFormat } from '@/shared/use-format';
import { overrideOpening } from '../../api/opening';
import { NoteDialog } from './note-dialog';

const TONES = {
  not_started: '',
  in_progress: 'sw-chip-amber',
  ready: 'sw-chip-green',
  overridden: 'sw-chip-blue',
} as const;

/** How far a list is, in one word. */
export function StatusChip({ progress, kind }: { progress: ListProgress; kind: Checklist['kind'] }) {
  const { t } = useTranslation();
  const words = kind === 'opening' ? 'status_opening' : 'status';
  return (
    <span className={`sw-chip ${TONES[progress.status]}`}>{t(`opening.${words}.${progress.status}`)}</span>
  );
}

/** Opening the branch although the list is not finished, for whoever may. */
function Override({ branchId }: { branchId: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [asking, setAsking] = useState(false);
  const act = useAct((reason: string) => overrideOpening(branchId, reason), {
    refresh: [['checklist', branchId], ['checklists']],
    onDone: () => {
      setAsking(false);
      void message.success(t('opening.override.done'));
    },
  });
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        {t('opening.override.action')}
      </Button>
      {asking ? (
        <NoteDialog
          title={t('opening.override.title')}
          label={t('opening.override.reason')}
          help={t('opening.override.help')}
          submit={t('opening.override.submit')}
          busy={act.isPending}
          onNote={(reason) => act.mutate(reason)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

/** What is left of a day when the closing list is gone through. */
function Leftovers({ list }: { list: Checklist }) {
  const { t } = useTranslation();
  const lines = [
    list.unfinished_visits > 0 ? t('opening.unfinished', { count: list.unfinished_visits }) : null,
    list.open_items.length > 0 ? t('opening.open_left', { count: list.open_items.length }) : null,
  ].filter((line) => line !== null);
  return lines.length > 0 ? <Alert type="warning" showIcon title={lines.join(' ')} /> : null;
}

/** How far the list is, what it holds back, and who opened the branch all the same. */
export function ChecklistHead({ list }: { list: Checklist }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { progress, overridden } = list;
  const percent =
    progress.required === 0 ? 100 : Math.round((100 * progress.required_settled) / progress.required);
  return (
    <div className="sw-stack">
      <div className="sw-panel sw-check-head" role="status">
        <StatusChip progress={progress} kind={list.kind} />
        <span>
          {t('opening.progress', {
            done: progress.required_settled,
            total: progress.required,
            settled: progress.settled,
            items: progress.items,
          })}
        </span>
        <Progress percent={percent} showInfo={false} aria-label={t('opening.progress_label')} />
        {list.holds_back && list.may_override ? <Override branchId={list.branch_id} /> : null}
      </div>
      {list.holds_back ? <Alert type="info" showIcon title={t('opening.holds_back')} /> : null}
      {overridden ? (
        <Alert
          type="warning"
          showIcon
          title={t('opening.overridden', {
            name: format.name(overridden.hand.by),
            time: format.time(overridden.hand.at),
          })}
          description={overridden.reason}
        />
      ) : null}
      {list.kind === 'closing' ? <Leftovers list={list} /> : null}
    </div>
  );
}
