import { SearchOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { updateSession } from '@/features/access/api/session';
import { KeyCap } from '@/shared/components/key-cap';
import { useAct } from '@/shared/hooks/use-act';
import { useHotkey } from '@/shared/hooks/use-hotkey';
import { useBranch, useCan, useSession } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { AlertBell } from './alert-bell';
import { CommandPalette } from './command-palette';
import { MeMenu } from './me-menu';
import { MyState } from './my-state';

function BranchChooser() {
  const { t } = useTranslation();
  const format = useFormat();
  const session = useSession();
  const branch = useBranch();
  // Everything on the page belongs to a branch, so all of it is fetched again.
  const change = useAct((branchId: string) => updateSession({ branch_id: branchId }), { refresh: [[]] });
  if (!branch) return <span className="sw-muted">{format.name(session.bank)}</span>;
  if (session.branches.length < 2) return <strong>{format.name(branch)}</strong>;
  return (
    <Select
      aria-label={t('app.branch')}
      variant="filled"
      popupMatchSelectWidth={false}
      value={branch.id}
      loading={change.isPending}
      onChange={(id) => change.mutate(id)}
      options={session.branches.map((item) => ({ value: item.id, label: format.name(item) }))}
    />
  );
}

/** The top bar: where I am, my state, search, what needs me, me. */
export function TopBar() {
  const { t } = useTranslation();
  const can = useCan();
  const [searching, setSearching] = useState(false);
  useHotkey({ key: 'k', ctrl: true }, () => setSearching(true));
  return (
    <header className="sw-top">
      <div className="sw-top-where">
        <BranchChooser />
        <MyState />
      </div>
      <Button
        icon={<SearchOutlined aria-hidden="true" />}
        onClick={() => setSearching(true)}
        aria-label={t('app.search')}
      >
        <span className="sw-wide-only">
          {t('app.search')}
          <KeyCap>Ctrl K</KeyCap>
        </span>
      </Button>
      {can('board:read') ? <AlertBell /> : null}
      <MeMenu />
      {searching ? <CommandPalette onClose={() => setSearching(false)} /> : null}
    </header>
  );
}
