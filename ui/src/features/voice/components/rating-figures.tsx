import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatShare } from '@/shared/format';
import { ratingSummaryQuery } from '../api/follow-ups';

/** How customers rate this branch; silent until there are ratings. */
export function RatingFigures({ branchId }: { branchId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(ratingSummaryQuery(branchId));
  if (!data || data.count === 0) return null;
  const tiles = [
    { key: 'mean', value: data.mean_satisfaction?.toFixed(1) ?? '—' },
    { key: 'count', value: data.count },
    {
      key: 'nps',
      value: data.net_promoter_score === null ? '—' : Math.round(data.net_promoter_score),
    },
    { key: 'low', value: formatShare(data.low_share) },
    { key: 'response', value: formatShare(data.response_rate) },
  ] as const;
  return (
    <dl className="sw-tiles">
      {tiles.map((tile) => (
        <div key={tile.key} className="sw-tile">
          <dt>{t(`voice.figure.${tile.key}`)}</dt>
          <dd className="sw-tile-value">{tile.value}</dd>
          <dd className="sw-muted">{t('voice.figure.range')}</dd>
        </div>
      ))}
    </dl>
  );
}
