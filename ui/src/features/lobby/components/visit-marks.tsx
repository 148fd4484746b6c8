import { HeartOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '@/shared/use-catalogue';
import { useFormat } from '@/shared/use-format';
import { useWord } from '@/shared/use-word';

interface Marks {
  care_group: string | null;
  tier: string | null;
  accessible: boolean;
  class: string;
  state?: string;
  postponed_until?: string | null;
  reserved_for?: { staff_id: string | null; counter_id: string | null } | null;
}

interface Props {
  visit: Marks;
  branchId: string | null;
  /** Says which visits are parked, where a list holds both kinds. */
  marksParked?: boolean;
}

/** What is particular about a visit: care group, tier, accessible, reserved, postponed. */
export function VisitMarks({ visit, branchId, marksParked = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useWord();
  const { careName } = useCatalogue(branchId);
  const { care_group: care, tier, accessible, reserved_for: reserved, postponed_until: postponed } = visit;
  const plain = !tier || tier === 'ordinary' || tier === 'standard';
  return (
    <span className="sw-chips">
      {visit.state === 'parked' && marksParked ? (
        <span className="sw-chip sw-chip-blue">{t('lobby.state.parked')}</span>
      ) : null}
      {care ? (
        <span className="sw-chip sw-chip-amber">
          <HeartOutlined aria-hidden="true" />
          {careName(care)}
        </span>
      ) : null}
      {visit.class === 'appointment' ? (
        <span className="sw-chip sw-chip-blue">{word('lobby.class', visit.class)}</span>
      ) : null}
      {plain ? null : <span className="sw-chip sw-chip-jade">{word('shared.tier', tier)}</span>}
      {accessible ? <span className="sw-chip">{t('lobby.accessible')}</span> : null}
      {reserved ? <span className="sw-chip">{t('lobby.reserved')}</span> : null}
      {postponed ? (
        <span className="sw-chip">{t('lobby.postponed', { time: format.time(postponed) })}</span>
      ) : null}
    </span>
  );
}
