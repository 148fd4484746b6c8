import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Board } from '@/api/types';
import { useFormat } from '@/shared/use-format';

interface Props {
  incidents: Board['incidents'];
}

/** What cannot be done now, on every page where staff meet those who wait for it. */
export function IncidentBanner({ incidents }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return incidents.map((incident) => (
    <Alert
      key={incident.id}
      type="warning"
      showIcon
      title={format.either(incident.text, incident.text_en)}
      description={
        incident.expected_until
          ? t('lobby.incident.expected', { time: format.time(incident.expected_until) })
          : t('lobby.incident.held')
      }
      action={<Link to={`/incidents/${incident.id}`}>{t('lobby.incident.who')}</Link>}
    />
  ));
}
