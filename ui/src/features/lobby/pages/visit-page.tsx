import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Visit } from '@/api/types';
import { Facts } from '@/shared/components/facts';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { useLive } from '@/shared/live';
import { useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { visitQuery } from '@/shared/visit/queries';
import { VisitStateTag } from '@/shared/visit/visit-state';
import { StepTimeline } from '../components/step-timeline';
import { VisitMarks } from '../components/visit-marks';
import { VisitRating } from '../components/visit-rating';

function VisitFacts({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { customer } = visit;
  const named = customer && can('customer:read');
  return (
    <Facts
      facts={[
        { label: t('lobby.column.state'), value: <VisitStateTag state={visit.state} /> },
        {
          label: t('lobby.column.customer'),
          value: named ? (
            <Link to={`/customers/${customer.id}`}>{customer.name}</Link>
          ) : (
            (customer?.name ?? t('lobby.anonymous'))
          ),
        },
        { label: t('lobby.column.arrived'), value: format.time(visit.arrived_at) },
        { label: t('lobby.column.wait'), value: format.duration(visit.wait_s) },
        { label: t('lobby.column.service_time'), value: format.duration(visit.service_s) },
        {
          label: t('lobby.column.served_by'),
          value:
            [
              visit.counter && t('lobby.counter_number', { number: visit.counter.number }),
              format.name(visit.staff),
            ]
              .filter(Boolean)
              .join(' · ') || '—',
        },
      ]}
    />
  );
}

function VisitView({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Page
      title={t('lobby.visit.title', { number: visit.number })}
      subtitle={`${format.name(visit.service)} · ${format.day(visit.business_day)}`}
      actions={<VisitMarks visit={visit} />}
    >
      <div className="sw-stack">
        <section className="sw-panel" aria-label={t('lobby.visit.facts')}>
          <VisitFacts visit={visit} />
          {visit.need ? (
            <p className="sw-need">
              {t('lobby.need')}：{visit.need}
            </p>
          ) : null}
        </section>
        <VisitRating visit={visit} />
        <StepTimeline visit={visit} />
      </div>
    </Page>
  );
}

/** The record of one visit: what happened, who did it, how long it took, and why it was called when it was. */
export default function VisitPage() {
  const { id = '' } = useParams();
  const visit = useQuery(visitQuery(id));
  useLive(visit.data ? `board:${visit.data.branch_id}` : null, [['visit', id]]);
  return <QueryView query={visit}>{(data) => <VisitView visit={data} />}</QueryView>;
}
