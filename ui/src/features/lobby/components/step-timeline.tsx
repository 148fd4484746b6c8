import { Timeline, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Step, StepKind, Visit } from '@/api/types';
import { formatInstant } from '@/shared/format';
import { useFormat } from '@/shared/use-format';
import { useWord } from '@/shared/use-word';
import { useStepDetails } from '../use-step-details';
import { WhyNote } from './why-note';

/** Seconds between a step and the one before it; null for the first. */
export function gapBefore(steps: Step[], index: number): number | null {
  const before = steps[index - 1];
  const step = steps[index];
  if (!before || !step) return null;
  return Math.max(0, Math.round((Date.parse(step.at) - Date.parse(before.at)) / 1000));
}

const COLOUR: Partial<Record<StepKind, string>> = {
  finished: 'green',
  no_show: 'red',
  left: 'red',
  called: 'orange',
  recalled: 'orange',
};

interface RowProps {
  step: Step;
  gap: number | null;
}

function StepRow({ step, gap }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useWord();
  const who = format.name(step.actor) || t(`lobby.actor.${step.actor.kind}`);
  const details = useStepDetails()(step);
  const where = step.counter_number ? t('lobby.counter_number', { number: step.counter_number }) : null;
  return (
    <div>
      <strong>{word('lobby.step', step.kind)}</strong>
      <span className="sw-muted sw-number">
        {' '}
        {formatInstant(step.at, format.locale)}
        {gap !== null && gap > 0 ? ` · ${t('lobby.visit.after', { time: format.duration(gap) })}` : null}
      </span>
      <div className="sw-muted">{[who, where, step.service_name].filter(Boolean).join(' · ')}</div>
      {details.map((line) => (
        <div key={line}>{line}</div>
      ))}
      {step.why ? <WhyNote why={step.why} /> : null}
    </div>
  );
}

/** Every step of the visit with who, when, and the time since the step before. */
export function StepTimeline({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  return (
    <section className="sw-panel" aria-labelledby="steps">
      <Typography.Title level={2} className="sw-section" id="steps">
        {t('lobby.visit.steps')}
      </Typography.Title>
      <Timeline
        items={visit.steps.map((step, index) => ({
          key: step.seq,
          color: COLOUR[step.kind] ?? 'blue',
          content: <StepRow step={step} gap={gapBefore(visit.steps, index)} />,
        }))}
      />
    </section>
  );
}
