import { useQuery } from '@tanstack/react-query';
import { Form, InputNumber, Select, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Service } from '@/api/types';
import { EVERYWHERE } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { useWord } from '@/shared/use-word';
import { skillsQuery } from '../api/organisation';
import { ActiveField } from '../components/active-field';
import { ActiveTag } from '../components/active-tag';
import { ResourcePage } from '../components/resource-page';
import { NameFields, TextField } from '../components/text-field';

interface Values extends Omit<Service, 'id' | 'version' | 'typical_s'> {
  typical_minutes: number;
}

const CATEGORIES = [
  'urgent',
  'cash',
  'account',
  'transfer',
  'saving',
  'loan',
  'foreign',
  'corporate',
] as const;

function useSkills() {
  const format = useFormat();
  const { data } = useQuery(skillsQuery);
  return (data?.items ?? []).map((skill) => ({ value: skill.code, label: format.name(skill) }));
}

function Fields({ service }: { service: Service | null }) {
  const { t } = useTranslation();
  const skills = useSkills();
  return (
    <>
      {/* The code is fixed once it is in use. */}
      <TextField name="code" label={t('organisation.code')} required max={40} disabled={service !== null} />
      <TextField
        name="prefix"
        label={t('organisation.services.prefix')}
        required
        max={2}
        help={t('organisation.services.prefix_help')}
      />
      <NameFields />
      <Form.Item name="category" label={t('organisation.services.category')} rules={[{ required: true }]}>
        <Select
          options={CATEGORIES.map((code) => ({ value: code, label: t(`organisation.category.${code}`) }))}
        />
      </Form.Item>
      <TextField name="description" label={t('organisation.services.description')} rows={2} max={200} />
      <TextField name="description_en" label={t('organisation.services.description_en')} rows={2} max={300} />
      <Form.Item
        name="typical_minutes"
        label={t('organisation.services.typical')}
        extra={t('organisation.services.typical_help')}
      >
        <InputNumber min={1} max={240} suffix={t('organisation.minutes')} className="sw-filter" />
      </Form.Item>
      <Form.Item name="skill" label={t('organisation.services.skill')}>
        <Select allowClear options={skills} />
      </Form.Item>
      {service ? <ActiveField /> : null}
    </>
  );
}

/** What the bank does at its counters. */
export default function ServicesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useWord();
  const skills = useSkills();
  const columns: TableColumnsType<Service> = [
    { title: t('organisation.services.prefix'), dataIndex: 'prefix', width: 80 },
    { title: t('organisation.name'), key: 'name', render: (_, row) => format.name(row) },
    {
      title: t('organisation.services.category'),
      dataIndex: 'category',
      render: (category: string) => word('organisation.category', category),
    },
    {
      title: t('organisation.services.skill'),
      dataIndex: 'skill',
      render: (code: string | null) => skills.find((skill) => skill.value === code)?.label ?? code ?? '—',
    },
    {
      title: t('organisation.services.typical'),
      dataIndex: 'typical_s',
      align: 'end',
      render: format.duration,
    },
    { title: t('organisation.state'), key: 'active', render: (_, row) => <ActiveTag active={row.active} /> },
  ];
  return (
    <ResourcePage<Service, Values>
      name="services"
      path="/services"
      itemPath={(id) => `/services/${id}`}
      permission="service:manage"
      where={() => EVERYWHERE}
      words={{
        title: t('organisation.services.title'),
        help: t('organisation.services.help'),
        add: t('organisation.services.add'),
        edit: t('organisation.services.edit'),
        empty: t('organisation.services.empty'),
        emptyHelp: t('organisation.services.empty_help'),
      }}
      columns={columns}
      values={(row) =>
        row
          ? { ...row, typical_minutes: Math.round(row.typical_s / 60) }
          : { category: 'account', typical_minutes: 8 }
      }
      body={({ typical_minutes: minutes, ...values }, row) => ({
        prefix: values.prefix.toUpperCase(),
        name: values.name,
        name_en: values.name_en,
        category: values.category,
        description: values.description ?? '',
        description_en: values.description_en ?? '',
        typical_s: minutes * 60,
        skill: values.skill ?? null,
        ...(row ? { active: values.active, version: row.version } : { code: values.code }),
      })}
      fields={(row) => <Fields service={row} />}
    />
  );
}
