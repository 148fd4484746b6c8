import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Desk, Visit } from '@/api/types';
import { useCan } from '@/shared/session';
import { useCatalogue } from '@/shared/use-catalogue';
import { useWord } from '@/shared/use-word';
import { RecentVisits } from './recent-visits';

function CustomerFacts({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const can = useCan();
  const word = useWord();
  const { careName } = useCatalogue(visit.branch_id);
  const { customer } = visit;
  if (!customer) return <p className="sw-muted">{t('lobby.desk.anonymous')}</p>;
  return (
    <div className="sw-stack-small">
      <strong className="sw-customer-name">{customer.name}</strong>
      <span className="sw-chips">
        {customer.tier ? (
          <span className="sw-chip sw-chip-jade">{word('shared.tier', customer.tier)}</span>
        ) : null}
        {customer.care_needs.map((need) => (
          <span key={need} className="sw-chip sw-chip-amber">
            {careName(need)}
          </span>
        ))}
      </span>
      {can('customer:read') ? (
        <Link to={`/customers/${customer.id}`}>{t('lobby.desk.open_customer')}</Link>
      ) : null}
    </div>
  );
}

/** The right of the desk: who the customer is, and what they came for before. */
export function CustomerPane({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const can = useCan();
  const visit = desk.current;
  return (
    <section className="sw-pane" aria-label={t('lobby.desk.customer')}>
      <Typography.Title level={2} className="sw-section">
        {t('lobby.desk.customer')}
      </Typography.Title>
      {visit ? (
        <div className="sw-stack">
          <CustomerFacts visit={visit} />
          {can('visit:read') ? <Link to={`/visits/${visit.id}`}>{t('lobby.desk.open_visit')}</Link> : null}
          {visit.customer && can('visit:read') ? (
            <RecentVisits customerId={visit.customer.id} visitId={visit.id} />
          ) : null}
        </div>
      ) : (
        <p className="sw-muted">{t('lobby.desk.customer_empty')}</p>
      )}
    </section>
  );
}
