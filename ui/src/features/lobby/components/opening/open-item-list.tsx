import { App, Button, Image, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Checklist, OpenItem } from '@/api/types';
import { useAct } from '@/shared/hooks/use-act';
import { useFormat } from '@/shared/use-format';
import { photoAddress, resolveOpenItem } from '../../api/opening';
import { NoteDialog } from './note-dialog';

interface RowProps {
  open: OpenItem;
  branchId: string;
  mayTick: boolean;
  onResolve: () => void;
}

function Row({ open, branchId, mayTick, onResolve }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = format.name(open);
  const place = { branchId, kind: open.kind, item: open.item };
  const age =
    open.age_days === 0
      ? t('opening.open_item.age_today')
      : t('opening.open_item.age', { days: open.age_days + 1 });
  return (
    <li className="sw-check-row">
      <div className="sw-check-what">
        <span className="sw-check-name">
          <strong>{name}</strong>
          <span className={`sw-chip ${open.age_days > 0 ? 'sw-chip-red' : 'sw-chip-amber'}`}>{age}</span>
          <span className="sw-muted">{t(`opening.open_item.kind.${open.kind}`)}</span>
        </span>
        <p className="sw-check-note">{open.note}</p>
        <span className="sw-muted">
          {t('opening.open_item.raised', {
            name: format.name(open.raised.by),
            time: format.time(open.raised.at),
          })}
        </span>
        {open.photos.length > 0 ? (
          <span className="sw-photos">
            {open.photos.map((slot) => (
              <Image
                key={slot}
                width={64}
                height={64}
                src={photoAddress(place, slot, { day: open.business_day })}
                alt={t('opening.photo.of', { item: name, number: slot })}
              />
            ))}
          </span>
        ) : null}
      </div>
      {mayTick ? (
        <div className="sw-check-acts">
          <Button aria-label={`${t('opening.open_item.resolve')} ${name}`} onClick={onResolve}>
            {t('opening.open_item.resolve')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

/** Problems of today and of the days before, until somebody resolves them. */
export function OpenItemList({ list }: { list: Checklist }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<OpenItem | null>(null);
  const resolve = useAct(
    ({ open, note }: { open: OpenItem; note: string }) => resolveOpenItem(open.id, note || undefined),
    {
      refresh: [['checklist', list.branch_id], ['checklists']],
      onDone: () => {
        setChosen(null);
        void message.success(t('opening.open_item.resolved'));
      },
    },
  );
  if (list.open_items.length === 0) return null;
  const title = t('opening.open_item.title', { count: list.open_items.length });
  return (
    <section className="sw-panel" aria-label={title}>
      <Typography.Title level={2} className="sw-section">
        {title}
      </Typography.Title>
      <ul className="sw-check-list">
        {list.open_items.map((open) => (
          <Row
            key={open.id}
            open={open}
            branchId={list.branch_id}
            mayTick={list.may_tick}
            onResolve={() => setChosen(open)}
          />
        ))}
      </ul>
      {chosen ? (
        <NoteDialog
          title={t('opening.open_item.resolve_title')}
          label={t('opening.open_item.resolve_label')}
          submit={t('opening.open_item.resolve')}
          optional
          busy={resolve.isPending}
          onNote={(note) => resolve.mutate({ open: chosen, note })}
          onClose={() => setChosen(null)}
        />
      ) : null}
    </section>
  );
}
