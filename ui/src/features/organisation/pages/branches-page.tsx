import { useQuery } from '@tanstack/react-query';
import { Button, Form, Select, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Branch, BranchKind, Facility } from '@/api/types';
import { EVERYWHERE, useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { branchesQuery } from '../api/organisation';
import { ActiveField } from '../components/active-field';
import { ActiveTag } from '../components/active-tag';
import { OfferedDrawer } from '../components/offered-drawer';
import { ResourcePage } from '../components/resource-page';
import { NameFields, TextField } from '../components/text-field';

type Values = Omit<Branch, 'id' | 'version'>;

const FACILITIES: Facility[] = [
  'step_free',
  'low_counter',
  'accessible_toilet',
  'accessible_parking',
  'wheelchair',
  'hearing_aid',
  'sign_language',
  'tactile',
  'reading_glasses',
  'nursing_room',
];
const KINDS: BranchKind[] = ['head_office', 'branch', 'sub_branch'];

function Fields({ branch }: { branch: Branch | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  // Who manages one branch does not move it in the tree.
  const placesBranches = useCan()('branch:manage', EVERYWHERE);
  const { data } = useQuery(branchesQuery);
  const parents = (data?.items ?? []).filter((item) => item.id !== branch?.id);
  return (
    <>
      <TextField
        name="code"
        label={t('organisation.code')}
        required
        max={32}
        help={t('organisation.code_help')}
      />
      <NameFields />
      <Form.Item name="kind" label={t('organisation.kind')} hidden={!placesBranches}>
        <Select
          options={KINDS.map((kind) => ({ value: kind, label: t(`organisation.branch_kind.${kind}`) }))}
        />
      </Form.Item>
      <Form.Item name="parent_id" label={t('organisation.parent')} hidden={!placesBranches}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={parents.map((item) => ({ value: item.id, label: format.name(item) }))}
        />
      </Form.Item>
      <TextField name="address" label={t('organisation.address')} />
      <TextField name="address_en" label={t('organisation.address_en')} />
      <TextField name="phone" label={t('organisation.phone')} max={32} />
      <Form.Item
        name="facilities"
        label={t('organisation.facilities')}
        extra={t('organisation.facilities_help')}
      >
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={FACILITIES.map((value) => ({ value, label: t(`organisation.facility.${value}`) }))}
        />
      </Form.Item>
      <TextField name="zone" label={t('organisation.zone')} max={64} help={t('organisation.zone_help')} />
      <TextField
        name="jurisdiction"
        label={t('organisation.jurisdiction')}
        max={16}
        help={t('organisation.jurisdiction_help')}
      />
      {branch ? <ActiveField /> : null}
    </>
  );
}

/** The branches of the bank. */
export default function BranchesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const [offering, setOffering] = useState<Branch | null>(null);
  const columns: TableColumnsType<Branch> = [
    { title: t('organisation.name'), key: 'name', render: (_, row) => format.name(row) },
    { title: t('organisation.code'), dataIndex: 'code' },
    {
      title: t('organisation.kind'),
      dataIndex: 'kind',
      render: (kind: BranchKind) => t(`organisation.branch_kind.${kind}`),
    },
    {
      title: t('organisation.address'),
      key: 'address',
      render: (_, row) => format.either(row.address, row.address_en),
    },
    { title: t('organisation.phone'), dataIndex: 'phone' },
    { title: t('organisation.state'), key: 'active', render: (_, row) => <ActiveTag active={row.active} /> },
  ];
  return (
    <>
      <ResourcePage<Branch, Values>
        name="branches"
        path="/branches"
        itemPath={(id) => `/branches/${id}`}
        permission="branch:manage"
        where={(row) => row?.id ?? EVERYWHERE}
        words={{
          title: t('organisation.branches.title'),
          add: t('organisation.branches.add'),
          edit: t('organisation.branches.edit'),
          empty: t('organisation.branches.empty'),
          emptyHelp: t('organisation.branches.empty_help'),
        }}
        columns={columns}
        values={(row) =>
          row ?? { kind: 'sub_branch', zone: 'Asia/Shanghai', jurisdiction: 'cn', active: true }
        }
        body={({ active, ...values }, row) => ({
          ...values,
          parent_id: values.parent_id ?? null,
          ...(row ? { active, version: row.version } : {}),
        })}
        fields={(row) => <Fields branch={row} />}
        rowActions={(row) =>
          row.kind === 'head_office' ? null : (
            <Button size="small" onClick={() => setOffering(row)}>
              {t('organisation.offered.open')}
            </Button>
          )
        }
      />
      {offering ? <OfferedDrawer branch={offering} onClose={() => setOffering(null)} /> : null}
    </>
  );
}
