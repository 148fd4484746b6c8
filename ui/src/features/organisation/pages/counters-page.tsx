import { useQuery } from '@tanstack/react-query';
import { Form, Select, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Counter, CounterKind } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { Page } from '@/shared/components/page';
import { useFormat } from '@/shared/use-format';
import { servicesQuery } from '../api/organisation';
import { ActiveField } from '../components/active-field';
import { ActiveTag } from '../components/active-tag';
import { BranchFilter } from '../components/branch-filter';
import { ResourcePage } from '../components/resource-page';
import { NameFields, TextField } from '../components/text-field';
import { useBranchChoice } from '../use-branch-choice';

type Values = Omit<Counter, 'id' | 'version' | 'branch_id'>;

const KINDS: CounterKind[] = ['cash', 'open', 'office', 'hall'];

function useServiceNames() {
  const format = useFormat();
  const { data } = useQuery(servicesQuery);
  const options = (data?.items ?? []).map((service) => ({ value: service.id, label: format.name(service) }));
  const names = new Map(options.map((option) => [option.value, option.label]));
  return { options, name: (id: string) => names.get(id) ?? '' };
}

/** How many names stand in a cell before the rest is only counted. */
const SHOWN = 3;

function ServiceNames({ ids }: { ids: string[] }) {
  const { t } = useTranslation();
  const services = useServiceNames();
  if (ids.length === 0 || ids.length === services.options.length) return t('organisation.counters.every');
  const names = ids.map(services.name).filter(Boolean);
  const shown = names.slice(0, SHOWN).join(t('shared.comma'));
  return (
    <span title={names.join(t('shared.comma'))}>
      {names.length > SHOWN ? t('organisation.counters.and_more', { shown, count: names.length }) : shown}
    </span>
  );
}

/** The counters of a branch and what each serves. */
export default function CountersPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const [branchId, setBranchId] = useBranchChoice();
  const services = useServiceNames();
  const columns: TableColumnsType<Counter> = [
    { title: t('organisation.number'), dataIndex: 'number', width: 80 },
    { title: t('organisation.name'), key: 'name', render: (_, row) => format.name(row) },
    {
      title: t('organisation.kind'),
      dataIndex: 'kind',
      render: (kind: CounterKind) => t(`organisation.counter_kind.${kind}`),
    },
    {
      title: t('organisation.counters.services'),
      key: 'services',
      render: (_, row) => <ServiceNames ids={row.service_ids} />,
    },
    { title: t('organisation.state'), key: 'active', render: (_, row) => <ActiveTag active={row.active} /> },
  ];
  if (!branchId) {
    return (
      <Page title={t('organisation.counters.title')}>
        <EmptyNotice title={t('organisation.no_branch')} help={t('organisation.no_branch_help')} />
      </Page>
    );
  }
  return (
    <ResourcePage<Counter, Values>
      key={branchId}
      name="counters"
      path={`/branches/${branchId}/counters`}
      itemPath={(id) => `/counters/${id}`}
      permission="branch:manage"
      where={() => branchId}
      filters={<BranchFilter value={branchId} onChange={setBranchId} />}
      words={{
        title: t('organisation.counters.title'),
        add: t('organisation.counters.add'),
        edit: t('organisation.counters.edit'),
        empty: t('organisation.counters.empty'),
        emptyHelp: t('organisation.counters.empty_help'),
      }}
      columns={columns}
      values={(row) => row ?? { kind: 'open', service_ids: [], specialised_service_ids: [] }}
      body={({ active, ...values }, row) => ({
        ...values,
        ...(row ? { active, version: row.version } : {}),
      })}
      fields={(row) => (
        <>
          <TextField name="number" label={t('organisation.number')} required max={8} />
          <NameFields />
          <Form.Item name="kind" label={t('organisation.kind')}>
            <Select
              options={KINDS.map((kind) => ({ value: kind, label: t(`organisation.counter_kind.${kind}`) }))}
            />
          </Form.Item>
          <Form.Item
            name="service_ids"
            label={t('organisation.counters.services')}
            extra={t('organisation.counters.services_help')}
          >
            <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={services.options} />
          </Form.Item>
          <Form.Item
            name="specialised_service_ids"
            label={t('organisation.counters.specialised')}
            extra={t('organisation.counters.specialised_help')}
          >
            <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={services.options} />
          </Form.Item>
          {row ? <ActiveField /> : null}
        </>
      )}
    />
  );
}
