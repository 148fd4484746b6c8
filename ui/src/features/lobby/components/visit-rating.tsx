import { useQuery } from '@tanstack/react-query';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Visit } from '@/api/types';
import { useCan } from '@/shared/session';
import { visitRatingQuery } from '@/shared/visit/queries';
import { RatingNote } from '@/shared/visit/rating-note';

/** What the customer said of the visit, for those who may see it; nothing otherwise. */
export function VisitRating({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const may = useCan()('rating:read');
  const rating = useQuery({ ...visitRatingQuery(visit.id), enabled: may && visit.rated });
  if (!rating.data) return null;
  return (
    <section className="sw-panel" aria-labelledby="rating">
      <Typography.Title level={2} className="sw-section" id="rating">
        {t('voice.rating.of_visit')}
      </Typography.Title>
      <RatingNote rating={rating.data} />
    </section>
  );
}
