import { useQuery } from '@tanstack/react-query';
import { Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Checklist, ChecklistItem, ChecklistKind } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { QueryView } from '@/shared/components/query-view';
import { useLive, usePollWhileLost } from '@/shared/live';
import { useSession } from '@/shared/session';
import { checklistQuery } from '../../api/opening';
import { useChecklistActs } from '../../use-checklist-acts';
import { type KeyAct, useChecklistKeys } from '../../use-checklist-keys';
import { ChecklistHead } from './checklist-head';
import { ChecklistRow } from './checklist-row';
import { NoteDialog } from './note-dialog';
import { OpenItemList } from './open-item-list';

interface Noting {
  item: ChecklistItem;
  finding: 'problem' | 'not_applicable';
}

const SECTIONS = ['before_opening', 'during', 'after_closing'] as const;

function Items({ list }: { list: Checklist }) {
  const { t } = useTranslation();
  const me = useSession().staff.id;
  const acts = useChecklistActs(list);
  const [chosen, setChosen] = useState(0);
  const [noting, setNoting] = useState<Noting | null>(null);
  const { items } = list;
  const handleKey = (act: KeyAct) => {
    const item = items[chosen];
    if (!item || !list.may_tick || acts.doing.isPending) return;
    if (act === 'undo') {
      if (item.state !== 'open') acts.doing.mutate({ act, item });
    } else if (act !== 'done') {
      if (item.state === 'open') setNoting({ item, finding: act });
    } else if (item.awaits_second && item.marked?.by.id !== me) {
      acts.doing.mutate({ act: 'confirm', item });
    } else if (item.state === 'open' || item.state === 'problem') {
      acts.doing.mutate({ act, item }, { onSuccess: () => choose(Math.min(chosen + 1, items.length - 1)) });
    }
  };
  const choose = (index: number) => {
    setChosen(index);
    const row = document.querySelector(`[data-item="${items[index]?.code}"]`);
    row?.scrollIntoView?.({ block: 'nearest' });
  };
  useChecklistKeys({ count: items.length, chosen, choose, act: handleKey });
  if (items.length === 0) return <EmptyNotice title={t('opening.empty')} help={t('opening.empty_help')} />;
  return (
    <>
      {list.may_tick ? <p className="sw-muted">{t('opening.keys')}</p> : null}
      {SECTIONS.map((section) => {
        const mine = items.filter((item) => item.section === section);
        return mine.length === 0 ? null : (
          <section key={section} className="sw-panel" aria-label={t(`opening.section.${section}`)}>
            <Typography.Title level={2} className="sw-section">
              {t(`opening.section.${section}`)}
            </Typography.Title>
            <ul className="sw-check-list">
              {mine.map((item) => (
                <ChecklistRow
                  key={item.code}
                  list={list}
                  item={item}
                  chosen={list.may_tick && items[chosen]?.code === item.code}
                  acts={acts}
                  onChoose={() => setChosen(items.indexOf(item))}
                  onNote={(finding) => setNoting({ item, finding })}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {noting ? (
        <NoteDialog
          title={t(`opening.note.${noting.finding}_title`)}
          label={t(`opening.note.${noting.finding}_label`)}
          help={t(`opening.note.${noting.finding}_help`)}
          submit={t('opening.note.submit')}
          busy={acts.doing.isPending}
          onNote={(note) =>
            acts.doing.mutate(
              { act: noting.finding, item: noting.item, note },
              { onSuccess: () => setNoting(null) },
            )
          }
          onClose={() => setNoting(null)}
        />
      ) : null}
    </>
  );
}

/** Today's opening or closing list of a branch; live. */
export function ChecklistView({ branchId, kind }: { branchId: string; kind: ChecklistKind }) {
  const poll = usePollWhileLost(10_000);
  const query = useQuery({ ...checklistQuery(branchId, kind), refetchInterval: poll });
  useLive(`board:${branchId}`, [['checklist', branchId]]);
  return (
    <QueryView query={query} rows={12}>
      {(list) => (
        <div className="sw-stack">
          <ChecklistHead list={list} />
          <OpenItemList list={list} />
          <Items list={list} />
        </div>
      )}
    </QueryView>
  );
}
