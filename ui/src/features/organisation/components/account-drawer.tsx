import { Alert, App, Button, Drawer, Form, Popconfirm, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Account, NewAccount, Staff } from '@/api/types';
import { Facts } from '@/shared/components/facts';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useUndo } from '@/shared/hooks/use-undo';
import { useSession } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { createAccount, disableAccount, resetPassword, resetTotp, unlockAccount } from '../api/organisation';
import { AccountState } from './account-state';
import { PasswordField } from './password-field';
import { TextField } from './text-field';

interface Props {
  staff: Staff;
  onClose: () => void;
}

interface PartProps {
  staff: Staff;
  account: Account;
  onChange: (account: Account) => void;
}

const refresh = [['staff']];

function NewAccountForm({ staff, onDone }: { staff: Staff; onDone: (account: Account) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<NewAccount>();
  const create = useAct((body: NewAccount) => createAccount(staff.id, body), {
    refresh,
    onDone: (account) => {
      void message.success(t('organisation.account.created'));
      onDone(account);
    },
    onFailed: (error) => showFieldErrors(form, error),
  });
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      autoComplete="off"
      onFinish={(values) => create.mutate({ ...values, username: values.username.trim() })}
    >
      <p className="sw-muted">{t('organisation.account.none')}</p>
      <TextField
        name="username"
        label={t('organisation.account.username')}
        help={t('organisation.account.username_help')}
        required
        max={64}
      />
      <PasswordField />
      <Button type="primary" htmlType="submit" loading={create.isPending}>
        {t('organisation.account.create')}
      </Button>
    </Form>
  );
}

function ResetForm({ staff, onChange }: PartProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ password: string }>();
  const reset = useAct(({ password }: { password: string }) => resetPassword(staff.id, password), {
    refresh,
    onDone: (account) => {
      form.resetFields();
      onChange(account);
      void message.success(t('organisation.account.reset_done'));
    },
    onFailed: (error) => showFieldErrors(form, error),
  });
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      autoComplete="off"
      onFinish={(values) => reset.mutate(values)}
    >
      <PasswordField />
      <Button htmlType="submit" loading={reset.isPending}>
        {t('organisation.account.reset')}
      </Button>
    </Form>
  );
}

/** Only what is possible now: unlock what is locked, take away a second factor that is there, shut or open. */
function Switches({ staff, account, onChange }: PartProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const undo = useUndo();
  const unlock = useAct(() => unlockAccount(staff.id), {
    refresh,
    onDone: (changed) => {
      onChange(changed);
      void message.success(t('organisation.account.unlocked'));
    },
  });
  const totp = useAct(() => resetTotp(staff.id), {
    refresh,
    onDone: (changed) => {
      onChange(changed);
      void message.success(t('organisation.account.totp_reset'));
    },
  });
  const disable = useAct((disabled: boolean) => disableAccount(staff.id, disabled), {
    refresh,
    onDone: (changed, disabled) => {
      onChange(changed);
      undo(t(disabled ? 'organisation.account.disabled' : 'organisation.account.enabled'), () =>
        disable.mutate(!disabled),
      );
    },
  });
  return (
    <div className="sw-page-actions">
      {account.locked_until ? (
        <Button type="primary" onClick={() => unlock.mutate()} loading={unlock.isPending}>
          {t('organisation.account.unlock')}
        </Button>
      ) : null}
      {account.totp_enabled ? (
        <Popconfirm
          title={t('organisation.account.reset_totp_ask')}
          description={t('organisation.account.reset_totp_help')}
          okText={t('organisation.account.reset_totp')}
          onConfirm={() => totp.mutate()}
        >
          <Button loading={totp.isPending}>{t('organisation.account.reset_totp')}</Button>
        </Popconfirm>
      ) : null}
      {account.disabled ? (
        <Button type="primary" onClick={() => disable.mutate(false)} loading={disable.isPending}>
          {t('organisation.account.enable')}
        </Button>
      ) : (
        <Button danger onClick={() => disable.mutate(true)} loading={disable.isPending}>
          {t('organisation.account.disable')}
        </Button>
      )}
    </div>
  );
}

function OwnNote() {
  const { t } = useTranslation();
  return (
    <Alert
      type="info"
      showIcon
      title={t('organisation.account.own')}
      description={<Link to="/me/security">{t('access.security.title')}</Link>}
    />
  );
}

function Manage(props: PartProps) {
  const { t } = useTranslation();
  const { account, staff } = props;
  return (
    <div className="sw-stack">
      <Facts
        facts={[
          { label: t('organisation.account.username'), value: account.username },
          { label: t('organisation.state'), value: <AccountState account={account} /> },
          {
            label: t('organisation.account.totp'),
            value: t(account.totp_enabled ? 'organisation.account.totp_on' : 'organisation.account.totp_off'),
          },
        ]}
      />
      {useSession().staff.id === staff.id ? (
        <OwnNote />
      ) : (
        <>
          <Switches {...props} />
          {account.disabled ? null : (
            <section aria-labelledby="reset-password">
              <Typography.Title level={2} className="sw-section" id="reset-password">
                {t('organisation.account.reset')}
              </Typography.Title>
              <ResetForm {...props} />
            </section>
          )}
        </>
      )}
    </div>
  );
}

/** The account of a person: opened with a first password, reset, unlocked, shut and opened again. */
export function AccountDrawer({ staff, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [account, setAccount] = useState(staff.account);
  return (
    <Drawer
      open
      onClose={onClose}
      size={480}
      title={t('organisation.account.title', { name: format.name(staff) })}
    >
      {account ? <Manage staff={staff} account={account} onChange={setAccount} /> : null}
      {account || staff.active ? null : <p className="sw-muted">{t('organisation.account.left')}</p>}
      {!account && staff.active ? <NewAccountForm staff={staff} onDone={setAccount} /> : null}
    </Drawer>
  );
}
