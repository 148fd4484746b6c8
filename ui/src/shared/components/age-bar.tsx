import { useTranslation } from 'react-i18next';
import type { Level } from '@/api/types';
import { useFormat } from '../use-format';

interface Props {
  waitedS: number;
  targetS: number;
  level: Level;
}

/** A waiting time against its target: a bar that fills, a colour, and always the word. */
export function AgeBar({ waitedS, targetS, level }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = targetS > 0 ? Math.min(1, waitedS / targetS) : 1;
  return (
    <span
      className={`sw-age sw-age-${level}`}
      title={t('shared.level.target', { target: format.duration(targetS) })}
    >
      <span className="sw-age-words">
        <span className="sw-number">{format.duration(waitedS)}</span>
        <span className="sw-age-word">{t(`shared.level.${level}`)}</span>
      </span>
      <span className="sw-age-track" aria-hidden="true">
        <span className="sw-age-fill" style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
    </span>
  );
}
