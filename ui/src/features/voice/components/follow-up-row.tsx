import { useTranslation } from 'react-i18next';
import type { FollowUp } from '@/api/types';
import { useNow } from '@/shared/hooks/use-now';
import { useFormat } from '@/shared/use-format';
import { Stars } from '@/shared/visit/stars';

interface Props {
  item: FollowUp;
  chosen: boolean;
  onOpen: () => void;
}

/** How a promise stands: kept, due, or late by so much. */
export function DueChip({ item }: { item: FollowUp }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (item.state === 'closed') {
    return (
      <span className="sw-chip sw-chip-green">
        {t('voice.closed_at', { time: format.time(item.closed_at) })}
      </span>
    );
  }
  const left = Math.round((Date.parse(item.due_at) - now) / 1000);
  if (left < 0)
    return <span className="sw-chip sw-chip-red">{t('voice.late', { time: format.duration(-left) })}</span>;
  const tone = left < 3_600 ? 'sw-chip-amber' : '';
  return <span className={`sw-chip ${tone}`}>{t('voice.due', { time: format.time(item.due_at) })}</span>;
}

/** One customer to call back. */
export function FollowUpRow({ item, chosen, onOpen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li>
      <button type="button" className="sw-inbox-row" aria-current={chosen} onClick={onOpen}>
        <strong className="sw-number">{item.visit_number}</strong>
        <Stars value={item.satisfaction} />
        <span className="sw-inbox-text">
          {item.comment || <span className="sw-muted">{t('voice.no_comment')}</span>}
        </span>
        <span className="sw-muted">{format.name(item.assignee) || t('voice.nobody')}</span>
        <DueChip item={item} />
      </button>
    </li>
  );
}
