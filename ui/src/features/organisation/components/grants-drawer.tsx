import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Grant, Staff } from '@/api/types';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { QueryView } from '@/shared/components/query-view';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useUndo } from '@/shared/hooks/use-undo';
import { useFormat } from '@/shared/use-format';
import { addGrant, grantsQuery, removeGrant, rolesQuery } from '../api/organisation';
import { useBranchNames } from '../use-branch-names';

interface Props {
  staff: Staff;
  onClose: () => void;
}

interface Values {
  role: string;
  branch_id?: string;
}

function useGrantWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const branches = useBranchNames();
  const roles = useQuery(rolesQuery).data ?? [];
  return {
    roles,
    role: (code: string) => format.name(roles.find((role) => role.code === code)) || code,
    describe: (code: string) => {
      const role = roles.find((item) => item.code === code);
      return (format.locale === 'en' ? role?.description_en : role?.description) ?? '';
    },
    where: (branchId: string | null) =>
      branchId === null ? t('organisation.grants.everywhere') : branches.name(branchId),
  };
}

function GrantList({ staff, grants }: { staff: Staff; grants: Grant[] }) {
  const { t } = useTranslation();
  const words = useGrantWords();
  const undo = useUndo();
  const refresh = [['staff']];
  const again = useAct(
    (grant: Grant) => addGrant(staff.id, { role: grant.role, branch_id: grant.branch_id }),
    {
      refresh,
    },
  );
  const remove = useAct((grant: Grant) => removeGrant(staff.id, grant.id), {
    refresh,
    onDone: (_, grant) =>
      undo(t('organisation.grants.removed', { role: words.role(grant.role) }), () => again.mutate(grant)),
  });
  if (grants.length === 0) {
    return <EmptyNotice title={t('organisation.grants.empty')} help={t('organisation.grants.empty_help')} />;
  }
  return (
    <ul className="sw-guidance">
      {grants.map((grant) => (
        <li key={grant.id}>
          <span>
            <strong>{words.role(grant.role)}</strong>{' '}
            <span className="sw-muted">{words.where(grant.branch_id)}</span>
          </span>
          <Button
            size="small"
            aria-label={t('organisation.grants.remove', { role: words.role(grant.role) })}
            loading={remove.isPending && remove.variables?.id === grant.id}
            onClick={() => remove.mutate(grant)}
          >
            {t('organisation.grants.take')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** What a person may do and where: roles with their reach. */
export function GrantsDrawer({ staff, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useGrantWords();
  const branches = useBranchNames();
  const [form] = Form.useForm<Values>();
  const grants = useQuery(grantsQuery(staff.id));
  const add = useAct(
    (values: Values) => addGrant(staff.id, { role: values.role, branch_id: values.branch_id ?? null }),
    {
      refresh: [['staff']],
      onDone: () => form.resetFields(),
      onFailed: (error) => showFieldErrors(form, error),
    },
  );
  return (
    <Drawer
      open
      onClose={onClose}
      size={480}
      title={t('organisation.grants.title', { name: format.name(staff) })}
    >
      <div className="sw-stack">
        <QueryView query={grants} rows={3}>
          {(items) => <GrantList staff={staff} grants={items} />}
        </QueryView>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ branch_id: staff.branch_id }}
          onFinish={(values) => add.mutate(values)}
        >
          <Form.Item
            name="role"
            label={t('organisation.grants.role')}
            rules={[
              { required: true, message: t('shared.required', { field: t('organisation.grants.role') }) },
            ]}
          >
            <Select
              optionRender={({ value, label }) => (
                <div>
                  {label}
                  <div className="sw-muted">{words.describe(String(value))}</div>
                </div>
              )}
              options={words.roles.map((role) => ({ value: role.code, label: format.name(role) }))}
            />
          </Form.Item>
          <Form.Item
            name="branch_id"
            label={t('organisation.branch')}
            extra={t('organisation.grants.branch_help')}
          >
            <Select allowClear placeholder={t('organisation.grants.everywhere')} options={branches.options} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={add.isPending}>
            {t('organisation.grants.add')}
          </Button>
        </Form>
      </div>
    </Drawer>
  );
}
