import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { ActorFilter } from './actor-filter';

const RESOURCES = [
  'visit',
  'customer',
  'counter',
  'session',
  'staff',
  'branch',
  'service',
  'skill',
  'shift',
  'calendar',
  'rule',
  'alert',
  'follow_up',
] as const;

/** The rooms that actions begin with, longest first where one begins like another. */
const ROOMS = [
  'account',
  'alert',
  'branch',
  'calendar',
  'counter',
  'customer',
  'demo',
  'follow_up',
  'grant',
  'rating',
  'rule',
  'service',
  'session',
  'shift',
  'skill',
  'staff',
  'visit',
];

/** What the list is narrowed to; days are those of this machine's clock. */
export interface AuditFilter {
  actor?: string;
  resource?: string;
  action?: string;
  from?: string;
  to?: string;
}

interface Props {
  value: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}

/** The words are kept by key: `follow_up_closed` names the action `follow_up.closed`. */
function actionOf(key: string): string {
  const room = ROOMS.find((name) => key.startsWith(`${name}_`));
  return room ? `${room}.${key.slice(room.length + 1)}` : key;
}

function useActions() {
  const { t } = useTranslation();
  const words: Record<string, string> = t('audit.action', { returnObjects: true });
  return Object.entries(words).map(([key, label]) => ({ value: actionOf(key), label }));
}

/** Who, what was done, to what, and when. */
export function AuditFilters({ value, onChange }: Props) {
  const { t } = useTranslation();
  const actions = useActions();
  const set = (part: AuditFilter) => onChange({ ...value, ...part });
  return (
    <div className="sw-filters">
      <ActorFilter value={value.actor} onChange={(actor) => set({ actor })} />
      <Select
        className="sw-filter"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('audit.column.action')}
        placeholder={t('audit.action_hint')}
        value={value.action}
        onChange={(action) => set({ action })}
        options={actions}
      />
      <Select
        className="sw-filter"
        allowClear
        aria-label={t('audit.column.resource')}
        placeholder={t('audit.resource_hint')}
        value={value.resource}
        onChange={(resource) => set({ resource })}
        options={RESOURCES.map((code) => ({ value: code, label: t(`audit.resource.${code}`) }))}
      />
      <DatePicker.RangePicker
        aria-label={t('audit.column.at')}
        allowEmpty={[true, true]}
        value={[value.from ? dayjs(value.from) : null, value.to ? dayjs(value.to).subtract(1, 'day') : null]}
        onChange={(days) =>
          set({
            from: days?.[0]?.startOf('day').toISOString(),
            to: days?.[1]?.startOf('day').add(1, 'day').toISOString(),
          })
        }
      />
    </div>
  );
}
