import { useTranslation } from 'react-i18next';
import type { Level } from '@/api/types';
import { useFormat } from '../use-format';

interface Props {
  waitedS: number;
  targetS: number;
  /** From when on the wait is too long; the bar is full then. */
  breachS: number;
  level: Level;
}

/** A waiting time against its limit: a bar that fills, a colour, and always the word. */
export function AgeBar({ waitedS, targetS, breachS, level }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = breachS > 0 ? Math.min(1, waitedS / breachS) : 1;
  return (
    <span
      className={`sw-age sw-age-${level}`}
      title={t('shared.level.limits', { target: format.duration(targetS), limit: format.duration(breachS) })}
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
