import { HeartOutlined, ThunderboltFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Named, Standing } from '@/api/types';
import { useFormat } from '@/shared/use-format';

interface Marks {
  standing: Standing;
  accessible: boolean;
  state?: string;
  park_reason?: Named | null;
  postponed_until?: string | null;
  appointment?: { starts_at: string; arrival: 'early' | 'on_time' | 'late' | null } | null;
  reserved_for?: { staff_id: string | null; counter_id: string | null } | null;
}

interface Props {
  visit: Marks;
  /** Says which visits are parked, where a list holds both kinds. */
  marksParked?: boolean;
}

/** What is particular about a visit: goes before everybody, care group, tier, accessible, reserved, postponed. */
export function VisitMarks({ visit, marksParked = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const {
    standing,
    accessible,
    appointment,
    park_reason: why,
    reserved_for: reserved,
    postponed_until: postponed,
  } = visit;
  const { urgent, care_group: care, tier } = standing;
  const parked = [
    visit.state === 'parked' && marksParked ? t('lobby.state.parked') : '',
    format.name(why),
  ].filter(Boolean);
  const plain = !tier || tier.code === 'ordinary' || tier.code === 'standard';
  return (
    <span className="sw-chips">
      {urgent ? (
        <span className="sw-chip sw-chip-ink">
          <ThunderboltFilled aria-hidden="true" />
          {visit.state === 'waiting'
            ? t('lobby.urgent', { name: format.name(standing.class) })
            : format.name(standing.class)}
        </span>
      ) : null}
      {parked.length > 0 ? <span className="sw-chip sw-chip-blue">{parked.join(' · ')}</span> : null}
      {care ? (
        <span className="sw-chip sw-chip-amber">
          <HeartOutlined aria-hidden="true" />
          {format.name(care)}
        </span>
      ) : null}
      {appointment ? (
        <span className="sw-chip sw-chip-blue">
          {t('lobby.appointments.at', { time: format.time(appointment.starts_at) })}
          {appointment.arrival ? ` · ${t(`lobby.appointments.arrival.${appointment.arrival}`)}` : ''}
        </span>
      ) : null}
      {standing.class.code === 'appointment' && !appointment ? (
        <span className="sw-chip sw-chip-blue">{format.name(standing.class)}</span>
      ) : null}
      {plain ? null : <span className="sw-chip sw-chip-jade">{format.name(tier)}</span>}
      {accessible ? <span className="sw-chip">{t('lobby.accessible')}</span> : null}
      {reserved ? <span className="sw-chip">{t('lobby.reserved')}</span> : null}
      {postponed ? (
        <span className="sw-chip">{t('lobby.postponed', { time: format.time(postponed) })}</span>
      ) : null}
    </span>
  );
}
