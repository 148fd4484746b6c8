import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AuditRow } from '@/api/types';
import { type Fact, Facts } from '@/shared/components/facts';
import { useFormat } from '@/shared/use-format';
import { useWord } from '@/shared/use-word';

/** The fields of a detail that hold codes, and where their words are. */
const CODES: Record<string, string> = {
  channel: 'lobby.channel',
  class: 'lobby.class',
  from_class: 'lobby.class',
  to_class: 'lobby.class',
  care_group: 'shared.care',
  to_care_group: 'shared.care',
  machine: 'lobby.self_service',
  next_steps: 'lobby.next_step',
  fields: 'customers.field',
  field: 'customers.field',
};

/** The words of codes whose meaning depends on what was done, by the beginning of the action. */
const BY_ACTION: [start: string, field: string, prefix: string][] = [
  ['visit.parked', 'reason', 'lobby.park_reason'],
  ['visit.left', 'reason', 'lobby.left_reason'],
  ['visit.finished', 'outcome', 'lobby.outcome'],
  ['visit.guided', 'outcome', 'lobby.guidance'],
  ['counter.paused', 'reason', 'shared.pause'],
  ['alert.', 'reason', 'lobby.alert.kind'],
  ['calendar.', 'kind', 'organisation.day_kind'],
  ['customer.', 'by', 'customers.field'],
  ['customer.', 'reason', 'customers.reason'],
];

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

function prefixOf(action: string, field: string): string | undefined {
  const special = BY_ACTION.find(([start, name]) => name === field && action.startsWith(start));
  return special?.[2] ?? CODES[field];
}

function useValue(action: string) {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useWord();
  const plain = (field: string, value: unknown): string => {
    if (Array.isArray(value)) return value.map((item) => plain(field, item)).join(t('shared.comma'));
    if (typeof value === 'boolean') return t(value ? 'shared.yes' : 'shared.no');
    if (typeof value === 'object' && value !== null) return JSON.stringify(value);
    const text = String(value);
    const prefix = prefixOf(action, field);
    if (prefix) return word(prefix, text);
    return INSTANT.test(text) ? format.instant(text) : text;
  };
  return plain;
}

/** What else the record holds about one act: in words where there are words, as it stands otherwise. */
export function Detail({ row }: { row: AuditRow }) {
  const { t } = useTranslation();
  const word = useWord();
  const value = useValue(row.action);
  const detail =
    typeof row.detail === 'object' && row.detail !== null ? Object.entries(row.detail) : ([] as const);
  const label = (field: string) => word('audit.detail', field);
  const facts: Fact[] = [
    ...(row.reason ? [{ label: label('reason'), value: value('reason', row.reason) }] : []),
    ...detail
      // The steps of a visit repeat the action as their kind.
      .filter(
        ([field, item]) =>
          !(field === 'kind' && row.action.startsWith('visit.')) &&
          item !== null &&
          item !== '' &&
          item !== undefined,
      )
      .map(([field, item]) => ({ label: label(field), value: value(field, item) })),
  ];
  return (
    <div className="sw-stack">
      {facts.length > 0 ? <Facts facts={facts} /> : null}
      <span className="sw-muted">
        {row.resource_id ? (
          <>
            {label('resource_id')} <Typography.Text copyable>{row.resource_id}</Typography.Text>
            {' · '}
          </>
        ) : null}
        {t('shared.problem.trace')} <Typography.Text copyable>{row.trace_id}</Typography.Text>
      </span>
    </div>
  );
}
