import { useTranslation } from 'react-i18next';
import type { Why } from '@/api/types';

/** Why this visit was called next, in one sentence of the server and the figures behind it. */
export function WhyNote({ why }: { why: Why }) {
  const { t } = useTranslation();
  return (
    <div className="sw-why">
      <strong>{t('lobby.why.title')}</strong>
      {why.sentence}
      <div className="sw-muted sw-number">
        {t('lobby.why.figures', {
          candidates: why.candidates,
          score: why.score.toFixed(1),
          waited: Math.round(why.waited_min),
        })}
        {why.runner_up
          ? ` · ${t('lobby.why.runner_up', { number: why.runner_up.number, score: why.runner_up.score.toFixed(1) })}`
          : null}
      </div>
    </div>
  );
}
