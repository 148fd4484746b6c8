import { useQuery } from '@tanstack/react-query';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/shared/use-format';
import { VisitStateTag } from '@/shared/visit/visit-state';
import { customerVisitsQuery } from '../../api/visits';

interface Props {
  customerId: string;
  /** The visit at hand, which is not history yet. */
  visitId: string;
}

const SHOWN = 4;

/** What the customer came for before, so that nobody asks again; silent when there is nothing to tell. */
export function RecentVisits({ customerId, visitId }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery(customerVisitsQuery(customerId));
  const visits = (data?.items ?? []).filter((visit) => visit.id !== visitId).slice(0, SHOWN);
  if (visits.length === 0) return null;
  return (
    <div>
      <Typography.Title level={2} className="sw-section">
        {t('lobby.desk.recent')}
      </Typography.Title>
      <ul className="sw-guidance">
        {visits.map((visit) => (
          <li key={visit.id}>
            <Link to={`/visits/${visit.id}`}>
              {format.day(visit.business_day)} · {format.name(visit.service)}
            </Link>
            <VisitStateTag state={visit.state} />
          </li>
        ))}
      </ul>
    </div>
  );
}
