import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Rating, TimelineEntry, TimelineVisit } from '@/api/types';
import { useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { visitQuery } from '@/shared/visit/queries';
import { RatingNote } from '@/shared/visit/rating-note';
import { gapBefore, StepLine, StepList } from '@/shared/visit/step-list';
import { VisitStateTag } from '@/shared/visit/visit-state';
import { useActorName } from './event-entry';

interface Props {
  entry: TimelineEntry;
  visit: TimelineVisit;
  /** What the customer said, when the reader may see it. */
  rating: Rating | undefined;
}

/** The steps as the timeline tells them: without reasons and remarks. */
function useToldSteps({ steps }: TimelineEntry) {
  const { t } = useTranslation();
  const actor = useActorName();
  const where = (number: string | null) => (number ? t('lobby.counter_number', { number }) : null);
  return steps.map((step, index) => {
    const ofVisit = step.kind.startsWith('visit.');
    // What follows from a rating is not the customer's doing, although nobody else was there.
    const who = ofVisit || step.actor.kind !== 'nobody' ? actor(step.actor) : t('lobby.actor.system');
    const facts = [who, where(step.counter_number)];
    return {
      key: step.id,
      ofVisit,
      content: <StepLine what={step.sentence} at={step.at} gap={gapBefore(steps, index)} facts={facts} />,
    };
  });
}

/** The steps with who, when and why it was called; as far as the reader may open the visit. */
function Steps({ entry }: { entry: TimelineEntry }) {
  const may = useCan()('visit:read', entry.branch?.id ?? null);
  const visit = useQuery({ ...visitQuery(entry.id), enabled: may });
  const told = useToldSteps(entry);
  if (may && visit.isPending) return <Skeleton active />;
  if (visit.data) {
    const after = told.filter(({ ofVisit }) => !ofVisit).map(({ key, content }) => ({ key, content }));
    return <StepList steps={visit.data.steps} after={after} />;
  }
  return (
    <ol className="sw-told">
      {told.map(({ key, content }) => (
        <li key={key}>{content}</li>
      ))}
    </ol>
  );
}

function Facts({ visit }: { visit: TimelineVisit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const actor = useActorName();
  const { counter_number: counter, staff, wait_s: wait, service_s: service } = visit;
  // Who still waits has not waited so or so long; who left without a call has.
  const waited = visit.called_at || (visit.finished_at && wait > 0);
  const facts = [
    counter ? t('lobby.counter_number', { number: counter }) : null,
    staff ? actor(staff) : null,
    waited ? t('customers.timeline.waited', { time: format.duration(wait) }) : null,
    service === null ? null : t('customers.timeline.served', { time: format.duration(service) }),
  ];
  return <div className="sw-number">{facts.filter(Boolean).join(' · ')}</div>;
}

/** A visit in one look: number, service, counter, teller, times, marks; and every step on demand. */
export function VisitEntry({ entry, visit, rating }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [open, setOpen] = useState(false);
  const steps = useId();
  const service = format.name(visit.service) || entry.sentence;
  return (
    <section aria-label={`${visit.number} ${service}`}>
      <div className="sw-chips">
        <strong className="sw-number">{visit.number}</strong>
        <strong>{service}</strong>
        <VisitStateTag state={visit.state} />
        <span className="sw-muted sw-number">
          {[format.instant(entry.at), format.name(entry.branch)].filter(Boolean).join(' · ')}
        </span>
      </div>
      <Facts visit={visit} />
      {rating ? <RatingNote rating={rating} /> : null}
      {visit.rated && !rating ? <div className="sw-muted">{t('customers.timeline.rated')}</div> : null}
      <div className="sw-links">
        <Button
          type="link"
          size="small"
          className="sw-flush"
          icon={open ? <DownOutlined aria-hidden="true" /> : <RightOutlined aria-hidden="true" />}
          aria-expanded={open}
          aria-controls={steps}
          onClick={() => setOpen(!open)}
        >
          {t('customers.timeline.steps', { count: entry.steps.length })}
        </Button>
        {can('visit:read', entry.branch?.id ?? null) ? (
          <Link to={`/visits/${entry.id}`}>{t('customers.timeline.open_visit')}</Link>
        ) : null}
      </div>
      <div id={steps} hidden={!open}>
        {open ? <Steps entry={entry} /> : null}
      </div>
    </section>
  );
}
