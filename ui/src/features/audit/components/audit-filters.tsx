import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useActions } from '../actions';
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
