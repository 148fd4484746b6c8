import { StarFilled, StarOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';

/** A satisfaction of 1 to 5; the number is there too, for those who cannot count stars. */
export function Stars({ value }: { value: number }) {
  const { t } = useTranslation();
  return (
    <span className="sw-stars" role="img" aria-label={t('voice.satisfaction', { value })}>
      {[1, 2, 3, 4, 5].map((star) =>
        star <= value ? <StarFilled key={star} /> : <StarOutlined key={star} />,
      )}
      <span className="sw-number"> {value}</span>
    </span>
  );
}
