import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, Staff } from '@/api/types';
import { useFormat } from '@/shared/use-format';
import { rolesQuery, skillsQuery } from '../api/organisation';
import { AccountDrawer } from '../components/account-drawer';
import { AccountState } from '../components/account-state';
import { ActiveField } from '../components/active-field';
import { ActiveTag } from '../components/active-tag';
import { BranchFilter } from '../components/branch-filter';
import { GrantsDrawer } from '../components/grants-drawer';
import { ResourcePage } from '../components/resource-page';
import { TextField } from '../components/text-field';
import { useBranchChoice } from '../use-branch-choice';
import { useBranchNames } from '../use-branch-names';

type Values = Pick<
  Staff,
  'employee_number' | 'name' | 'name_en' | 'job_title' | 'job_title_en' | 'branch_id' | 'skills' | 'active'
>;

/** An account that everybody expects: open, and with a password of the person's own. */
function isPlain(account: Account): boolean {
  return !account.disabled && !account.locked_until && !account.must_change;
}

function useSkillOptions() {
  const format = useFormat();
  const { data } = useQuery(skillsQuery);
  return (data?.items ?? []).map((skill) => ({ value: skill.code, label: format.name(skill) }));
}

function Fields({ person }: { person: Staff | null }) {
  const { t } = useTranslation();
  const branches = useBranchNames();
  const skills = useSkillOptions();
  return (
    <>
      <TextField name="employee_number" label={t('organisation.staff.number')} required max={20} />
      <TextField name="name" label={t('organisation.staff.name')} required />
      <TextField
        name="name_en"
        label={t('organisation.staff.name_en')}
        help={t('organisation.staff.name_en_help')}
        required
      />
      <TextField name="job_title" label={t('organisation.staff.job')} max={60} />
      <TextField name="job_title_en" label={t('organisation.staff.job_en')} max={60} />
      <Form.Item
        name="branch_id"
        label={t('organisation.branch')}
        rules={[{ required: true, message: t('shared.required', { field: t('organisation.branch') }) }]}
      >
        <Select showSearch={{ optionFilterProp: 'label' }} options={branches.options} />
      </Form.Item>
      <Form.Item name="skills" label={t('organisation.staff.skills')}>
        <Select mode="multiple" options={skills} />
      </Form.Item>
      {person ? <ActiveField /> : null}
    </>
  );
}

function useColumns(): TableColumnsType<Staff> {
  const { t } = useTranslation();
  const format = useFormat();
  const skills = useSkillOptions();
  const roles = useQuery(rolesQuery).data ?? [];
  const roleName = (code: string) => format.name(roles.find((role) => role.code === code)) || code;
  return [
    { title: t('organisation.staff.number'), dataIndex: 'employee_number', width: 110 },
    { title: t('organisation.staff.name'), key: 'name', render: (_, row) => format.name(row) },
    {
      title: t('organisation.staff.job'),
      key: 'job',
      render: (_, row) => format.either(row.job_title, row.job_title_en),
    },
    {
      title: t('organisation.account.open'),
      key: 'account',
      width: 180,
      render: (_, row) => (
        <span className="sw-chips">
          {row.username}
          {row.account && isPlain(row.account) ? null : <AccountState account={row.account} />}
        </span>
      ),
    },
    {
      title: t('organisation.grants.open'),
      key: 'grants',
      render: (_, row) =>
        [...new Set(row.grants.map((grant) => roleName(grant.role)))].join(t('shared.comma')) || '—',
    },
    {
      title: t('organisation.staff.skills'),
      dataIndex: 'skills',
      width: 300,
      render: (codes: string[]) => (
        <span className="sw-chips">
          {codes.map((code) => (
            <span key={code} className="sw-chip">
              {skills.find((skill) => skill.value === code)?.label ?? code}
            </span>
          ))}
        </span>
      ),
    },
    { title: t('organisation.state'), key: 'active', render: (_, row) => <ActiveTag active={row.active} /> },
  ];
}

/** The people of a branch, what they can do and what they may do. */
export default function StaffPage() {
  const { t } = useTranslation();
  const columns = useColumns();
  const [branchId, setBranchId] = useBranchChoice();
  const [words, setWords] = useState('');
  const [granting, setGranting] = useState<Staff | null>(null);
  const [account, setAccount] = useState<Staff | null>(null);
  return (
    <>
      <ResourcePage<Staff, Values>
        name="staff"
        path="/staff"
        query={{ branch_id: branchId, q: words }}
        itemPath={(id) => `/staff/${id}`}
        permission="staff:manage"
        where={(row) => row?.branch_id}
        filters={
          <>
            <BranchFilter value={branchId} onChange={setBranchId} />
            <Input.Search
              className="sw-filter"
              allowClear
              aria-label={t('organisation.staff.name')}
              placeholder={t('organisation.staff.name')}
              onSearch={(value) => setWords(value.trim())}
            />
          </>
        }
        words={{
          title: t('organisation.staff.title'),
          add: t('organisation.staff.add'),
          edit: t('organisation.staff.edit'),
          empty: t('organisation.staff.empty'),
          emptyHelp: t('organisation.staff.empty_help'),
        }}
        columns={columns}
        values={(row) => row ?? { branch_id: branchId ?? undefined, skills: [] }}
        body={({ active, ...values }, row) => ({
          ...values,
          job_title: values.job_title ?? '',
          job_title_en: values.job_title_en ?? '',
          ...(row ? { active, version: row.version } : {}),
        })}
        fields={(row) => <Fields person={row} />}
        rowActions={(row) => (
          <>
            <Button size="small" onClick={() => setGranting(row)}>
              {t('organisation.grants.open')}
            </Button>
            <Button size="small" onClick={() => setAccount(row)}>
              {t('organisation.account.open')}
            </Button>
          </>
        )}
      />
      {account ? <AccountDrawer staff={account} onClose={() => setAccount(null)} /> : null}
      {granting ? <GrantsDrawer staff={granting} onClose={() => setGranting(null)} /> : null}
    </>
  );
}
