import { useQuery } from '@tanstack/react-query';
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Role } from '@/api/types';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { useWord } from '@/shared/use-word';
import { rolesQuery } from '../api/organisation';

/** Widest first. */
const REACHES = ['all', 'region', 'branch', 'own'];

function Permissions({ role }: { role: Role }) {
  const format = useFormat();
  const word = useWord();
  return (
    <dl className="sw-reaches">
      {REACHES.map((reach) => {
        const names = role.permissions
          .filter((permission) => permission.reach === reach)
          .map((permission) => format.name(permission) || permission.code);
        return names.length === 0 ? null : (
          <div key={reach}>
            <dt className="sw-chip">{word('organisation.roles.reach', reach)}</dt>
            <dd>{names.join(' · ')}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function useColumns(): TableColumnsType<Role> {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      title: t('organisation.roles.role'),
      key: 'role',
      width: 300,
      render: (_, role) => (
        <>
          <strong>{format.name(role)}</strong>
          <div className="sw-muted">
            {(format.locale === 'en' && role.description_en) || role.description}
          </div>
        </>
      ),
    },
    {
      title: t('organisation.roles.permissions'),
      key: 'permissions',
      render: (_, role) => <Permissions role={role} />,
    },
  ];
}

/** What each role allows and how far; the roles themselves are a rule pack. */
export default function RolesPage() {
  const { t } = useTranslation();
  const can = useCan();
  const roles = useQuery(rolesQuery);
  const columns = useColumns();
  return (
    <Page
      title={t('organisation.roles.title')}
      subtitle={t('organisation.roles.help')}
      actions={
        can('rule:read') ? <Link to="/settings/rules/access">{t('organisation.roles.rules')}</Link> : null
      }
    >
      <div className="sw-panel">
        <QueryView query={roles}>
          {(items) => (
            <Table
              rowKey="code"
              size="small"
              sticky
              pagination={false}
              scroll={{ x: 760 }}
              columns={columns}
              dataSource={items}
            />
          )}
        </QueryView>
      </div>
    </Page>
  );
}
