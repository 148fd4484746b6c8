import { RightOutlined } from '@ant-design/icons';
import { Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Demo, DemoRole, Session } from '@/api/types';
import { useAct } from '@/shared/hooks/use-act';
import { useFormat } from '@/shared/use-format';
import { signInAsRole } from '../api/session';

interface Props {
  demo: Demo;
  onSignedIn: (session: Session, landing: string) => void;
}

/** One card a role: a click signs in as somebody of the demo bank who has it. */
export function DemoRoles({ demo, onSignedIn }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [branchId, setBranchId] = useState(demo.branches[0]?.id);
  const enter = useAct((role: DemoRole) => signInAsRole(role.role, branchId), {
    onDone: (session, role) => onSignedIn(session, role.landing),
  });
  // The kiosk is a device, not a person; its pages are among the public ones.
  const roles = demo.roles.filter((role) => role.role !== 'kiosk');
  return (
    <section aria-labelledby="demo-roles">
      <div className="sw-start-row">
        <Typography.Title level={2} id="demo-roles" className="sw-start-section">
          {t('access.start.roles')}
        </Typography.Title>
        <Select
          aria-label={t('app.branch')}
          value={branchId}
          onChange={setBranchId}
          popupMatchSelectWidth={false}
          options={demo.branches.map((branch) => ({ value: branch.id, label: format.name(branch) }))}
        />
      </div>
      <div className="sw-cards">
        {roles.map((role) => (
          <button
            key={role.role}
            type="button"
            className="sw-role"
            disabled={enter.isPending}
            aria-busy={enter.isPending && enter.variables?.role === role.role}
            onClick={() => enter.mutate(role)}
          >
            <strong>{format.name(role)}</strong>
            <span className="sw-muted">
              {format.locale === 'en' ? role.description_en : role.description}
            </span>
            <RightOutlined aria-hidden="true" />
          </button>
        ))}
      </div>
    </section>
  );
}
