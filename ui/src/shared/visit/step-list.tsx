import { Timeline } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Step, StepKind } from '@/api/types';
import { useFormat } from '../use-format';
import { useWord } from '../use-word';
import { useStepDetails } from './use-step-details';
import { WhyNote } from './why-note';

/** Seconds between a step and the one before it; null for the first. */
export function gapBefore(steps: { at: string }[], index: number): number | null {
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

interface LineProps {
  /** What was done. */
  what: string;
  at: string;
  gap: number | null;
  /** Who did it, where, and the like; what is empty is left out. */
  facts: (string | null | undefined)[];
}

/** The head of a step: what, when, how long after the step before, who and where. */
export function StepLine({ what, at, gap, facts }: LineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <strong>{what}</strong>
      <span className="sw-muted sw-number">
        {' '}
        {format.instant(at)}
        {gap !== null && gap > 0 ? ` · ${t('lobby.visit.after', { time: format.duration(gap) })}` : null}
      </span>
      <div className="sw-muted">{facts.filter(Boolean).join(' · ')}</div>
    </>
  );
}

function StepRow({ step, gap }: { step: Step; gap: number | null }) {
  const { t } = useTranslation();
  const word = useWord();
  const format = useFormat();
  const who = format.name(step.actor) || t(`lobby.actor.${step.actor.kind}`);
  const details = useStepDetails()(step);
  const where = step.counter_number ? t('lobby.counter_number', { number: step.counter_number }) : null;
  return (
    <div>
      <StepLine
        what={word('lobby.step', step.kind)}
        at={step.at}
        gap={gap}
        facts={[who, where, step.service_name]}
      />
      {details.map((line) => (
        <div key={line}>{line}</div>
      ))}
      {step.why ? <WhyNote why={step.why} /> : null}
    </div>
  );
}

interface ListProps {
  steps: Step[];
  /** What came of the visit afterwards, such as a call back. */
  after?: { key: string; content: ReactNode }[];
}

/** Every step of a visit with who, when, the time since the step before, and why it was called. */
export function StepList({ steps, after = [] }: ListProps) {
  const rows = steps.map((step, index) => ({
    key: String(step.seq),
    color: COLOUR[step.kind] ?? 'blue',
    content: <StepRow step={step} gap={gapBefore(steps, index)} />,
  }));
  return <Timeline items={[...rows, ...after]} />;
}
