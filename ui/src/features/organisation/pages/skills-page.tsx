import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Skill } from '@/api/types';
import { EVERYWHERE } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { ResourcePage } from '../components/resource-page';
import { NameFields, TextField } from '../components/text-field';

/** What staff can be able to do; services ask for it. */
export default function SkillsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumnsType<Skill> = [
    { title: t('organisation.name'), key: 'name', render: (_, row) => format.name(row) },
    { title: t('organisation.code'), dataIndex: 'code' },
  ];
  return (
    <ResourcePage<Skill, Omit<Skill, 'id'>>
      name="skills"
      path="/skills"
      itemPath={(id) => `/skills/${id}`}
      permission="service:manage"
      where={() => EVERYWHERE}
      words={{
        title: t('organisation.skills.title'),
        help: t('organisation.skills.help'),
        add: t('organisation.skills.add'),
        edit: t('organisation.skills.edit'),
        empty: t('organisation.skills.empty'),
        emptyHelp: t('organisation.skills.empty_help'),
      }}
      columns={columns}
      values={(row) => row ?? {}}
      body={({ code, name, name_en }, row) => (row ? { name, name_en } : { code, name, name_en })}
      fields={(row) => (
        <>
          <TextField name="code" label={t('organisation.code')} required max={40} disabled={row !== null} />
          <NameFields />
        </>
      )}
    />
  );
}
