import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Checklist, ChecklistItem, Finding } from '@/api/types';
import { useAct } from '@/shared/hooks/use-act';
import { useUndo } from '@/shared/hooks/use-undo';
import { addPhoto, confirmItem, type ItemPlace, markItem, removePhoto, undoItem } from './api/opening';

/** What a person does with an item. */
export interface Doing {
  act: Finding | 'confirm' | 'undo';
  item: ChecklistItem;
  /** What is wrong, or why it does not apply. */
  note?: string;
}

/** What is done with the items of a list; each act can be taken back all day by the button of its row. */
export function useChecklistActs(list: Checklist) {
  const { t } = useTranslation();
  const offerUndo = useUndo();
  const { message } = App.useApp();
  const place = (item: ChecklistItem): ItemPlace => ({
    branchId: list.branch_id,
    kind: list.kind,
    item: item.code,
  });
  const refresh = [['checklist', list.branch_id], ['checklists'], ['board', list.branch_id]];
  const run = ({ act, item, note }: Doing) => {
    if (act === 'confirm') return confirmItem(place(item), item.version);
    if (act === 'undo') return undoItem(place(item), item.version);
    return markItem(place(item), act, item.version, note);
  };
  const doing = useAct(run, { refresh });
  const photo = useAct(
    ({ item, slot, bytes }: { item: ChecklistItem; slot: number; bytes: Blob }) =>
      addPhoto(place(item), slot, bytes),
    { refresh, onDone: () => void message.success(t('opening.photo.added')) },
  );
  const photoAway = useAct(
    async ({ item, slot, address }: { item: ChecklistItem; slot: number; address: string }) => {
      const kept = await (await fetch(address, { credentials: 'same-origin' })).blob();
      await removePhoto(place(item), slot);
      return kept;
    },
    {
      refresh,
      onDone: (bytes, { item, slot }) =>
        offerUndo(t('opening.photo.removed'), () => photo.mutate({ item, slot, bytes })),
    },
  );
  return { doing, photo, photoAway, place };
}
