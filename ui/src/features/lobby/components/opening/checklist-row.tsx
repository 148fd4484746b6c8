import { CheckOutlined, UndoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Checklist, ChecklistItem } from '@/api/types';
import { useNow } from '@/shared/hooks/use-now';
import { useSession } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import type { useChecklistActs } from '../../use-checklist-acts';
import { PhotoStrip } from './photo-strip';

interface Props {
  list: Checklist;
  item: ChecklistItem;
  chosen: boolean;
  acts: ReturnType<typeof useChecklistActs>;
  onChoose: () => void;
  onNote: (finding: 'problem' | 'not_applicable') => void;
}

const TONES = {
  open: '',
  done: 'sw-chip-green',
  problem: 'sw-chip-red',
  not_applicable: 'sw-chip-blue',
} as const;

/** What kind of item it is, and by when it should be done. */
function Marks({ item }: { item: ChecklistItem }) {
  const { t } = useTranslation();
  const now = useNow();
  const minutes = item.minutes_before_opening;
  const late = !item.settled && item.due_at !== null && Date.parse(item.due_at) < now;
  return (
    <>
      {item.required ? <span className="sw-chip sw-chip-jade">{t('opening.required')}</span> : null}
      {item.two_person ? <span className="sw-chip">{t('opening.two_person')}</span> : null}
      {item.photo === 'required' && item.photos.length === 0 ? (
        <span className="sw-chip sw-chip-amber">{t('opening.photo_needed')}</span>
      ) : null}
      {minutes !== null ? (
        <span className="sw-muted">
          {minutes === 0 ? t('opening.at_opening') : t('opening.before', { minutes })}
        </span>
      ) : null}
      {late ? <span className="sw-chip sw-chip-amber">{t('opening.late')}</span> : null}
    </>
  );
}

/** How the item stands, who said so and who confirmed it. */
function Standing({ item }: { item: ChecklistItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const by = (key: 'by' | 'second_by', hand: ChecklistItem['marked']) =>
    hand ? t(`opening.${key}`, { name: format.name(hand.by), time: format.time(hand.at) }) : '';
  return (
    <span className="sw-check-name">
      <span className={`sw-chip ${TONES[item.state]}`}>{t(`opening.state.${item.state}`)}</span>
      {item.awaits_second ? (
        <span className="sw-chip sw-chip-amber">{t('opening.awaits_second')}</span>
      ) : null}
      <span className="sw-muted">
        {[by('by', item.marked), by('second_by', item.confirmed)].filter(Boolean).join(' · ')}
      </span>
    </span>
  );
}

/** One item: what to look at, how it stands, and large buttons for a thumb. */
export function ChecklistRow({ list, item, chosen, acts, onChoose, onNote }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useSession().staff.id;
  const name = format.name(item);
  const { doing } = acts;
  const busy = doing.isPending && doing.variables?.item.code === item.code;
  const touched = item.state !== 'open';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a tap chooses the row; keys move by J and K.
    <li className="sw-check-row" aria-current={chosen} data-item={item.code} onClick={onChoose}>
      <div className="sw-check-what">
        <span className="sw-check-name">
          <strong>{name}</strong>
          <Marks item={item} />
        </span>
        <span className="sw-muted">{format.either(item.help, item.help_en)}</span>
        <Standing item={item} />
        {item.note ? <p className="sw-check-note">{item.note}</p> : null}
        <PhotoStrip list={list} item={item} acts={acts} />
      </div>
      {list.may_tick ? (
        <div className="sw-check-acts">
          {item.awaits_second && item.marked?.by.id !== me ? (
            <Button
              type="primary"
              loading={busy}
              icon={<CheckOutlined aria-hidden="true" />}
              aria-label={`${t('opening.act.confirm')} ${name}`}
              onClick={() => doing.mutate({ act: 'confirm', item })}
            >
              {t('opening.act.confirm')}
            </Button>
          ) : null}
          {item.state === 'done' || item.state === 'not_applicable' ? null : (
            <Button
              loading={busy}
              icon={<CheckOutlined aria-hidden="true" />}
              aria-label={`${t('opening.act.done')} ${name}`}
              onClick={() => doing.mutate({ act: 'done', item })}
            >
              {t('opening.act.done')}
            </Button>
          )}
          {touched ? (
            <Button
              icon={<UndoOutlined aria-hidden="true" />}
              disabled={busy}
              aria-label={`${t('opening.act.undo')} ${name}`}
              onClick={() => doing.mutate({ act: 'undo', item })}
            >
              {t('opening.act.undo')}
            </Button>
          ) : (
            (['problem', 'not_applicable'] as const).map((finding) => (
              <Button
                key={finding}
                type="text"
                disabled={busy}
                aria-label={`${t(`opening.act.${finding}`)} ${name}`}
                onClick={() => onNote(finding)}
              >
                {t(`opening.act.${finding}`)}
              </Button>
            ))
          )}
        </div>
      ) : null}
    </li>
  );
}
