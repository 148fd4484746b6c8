import { useTranslation } from 'react-i18next';
import type { Rating } from '@/api/types';
import { Stars } from './stars';

/** What a customer said of a visit: marks, and words when there are any. */
export function RatingNote({ rating }: { rating: Rating }) {
  const { t } = useTranslation();
  const { satisfaction, effort, recommend, comment } = rating;
  const marks = [
    effort === null ? null : t('voice.rating.effort_mark', { value: effort }),
    recommend === null ? null : t('voice.rating.recommend_mark', { value: recommend }),
  ].filter((text) => text !== null);
  return (
    <div>
      <Stars value={satisfaction} />
      {marks.length > 0 ? <span className="sw-muted">{['', ...marks].join(' · ')}</span> : null}
      {comment ? <blockquote className="sw-need">{comment}</blockquote> : null}
    </div>
  );
}
