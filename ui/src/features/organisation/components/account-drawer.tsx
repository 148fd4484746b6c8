import { App, Button, Drawer, Form, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Staff } from '@/api/types';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useUndo } from '@/shared/hooks/use-undo';
import { useFormat } from '@/shared/use-format';
import {
  createAccount,
  disableAccount,
  type NewAccount,
  resetPassword,
  resetTotp,
  unlockAccount,
} from '../api/organisation';
import { TextField } from './text-field';

interface Props {
  staff: Staff;
  onClose: () => void;
}

function PasswordField() {
  const { t } = useTranslation();
  const label = t('organisation.account.password');
  return (
    <Form.Item
      name="password"
      label={label}
      extra={t('organisation.account.password_help')}
      rules={[{ required: true, message: t('shared.required', { field: label }) }]}
    >
      <Input.Password autoComplete="new-password" />
    </Form.Item>
  );
}

function NewAccountForm({ staff, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<NewAccount>();
  const create = useAct((body: NewAccount) => createAccount(staff.id, body), {
    refresh: [['staff']],
    onDone: () => {
      void message.success(t('organisation.account.created'));
      onClose();
    },
    onFailed: (error) => showFieldErrors(form, error),
  });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => create.mutate(values)}>
      <p className="sw-muted">{t('organisation.account.none')}</p>
      <TextField name="username" label={t('organisation.account.username')} required max={64} />
      <PasswordField />
      <Button type="primary" htmlType="submit" loading={create.isPending}>
        {t('organisation.account.create')}
      </Button>
    </Form>
  );
}

function ResetForm({ staff }: Pick<Props, 'staff'>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ password: string }>();
  const reset = useAct(({ password }: { password: string }) => resetPassword(staff.id, password), {
    onDone: () => {
      form.resetFields();
      void message.success(t('organisation.account.reset_done'));
    },
    onFailed: (error) => showFieldErrors(form, error),
  });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => reset.mutate(values)}>
      <PasswordField />
      <Button htmlType="submit" loading={reset.isPending}>
        {t('organisation.account.reset')}
      </Button>
    </Form>
  );
}

function Switches({ staff }: Pick<Props, 'staff'>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const undo = useUndo();
  const unlock = useAct(() => unlockAccount(staff.id), {
    onDone: () => void message.success(t('organisation.account.unlocked')),
  });
  const totp = useAct(() => resetTotp(staff.id), {
    onDone: () => void message.success(t('organisation.account.totp_reset')),
  });
  const disable = useAct((disabled: boolean) => disableAccount(staff.id, disabled), {
    refresh: [['staff']],
    onDone: (_, disabled) =>
      undo(t(disabled ? 'organisation.account.disabled' : 'organisation.account.enabled'), () =>
        disable.mutate(!disabled),
      ),
  });
  return (
    <div className="sw-page-actions">
      <Button onClick={() => unlock.mutate()} loading={unlock.isPending}>
        {t('organisation.account.unlock')}
      </Button>
      <Button onClick={() => totp.mutate()} loading={totp.isPending}>
        {t('organisation.account.reset_totp')}
      </Button>
      <Button danger onClick={() => disable.mutate(true)} loading={disable.isPending}>
        {t('organisation.account.disable')}
      </Button>
      <Button onClick={() => disable.mutate(false)} loading={disable.isPending}>
        {t('organisation.account.enable')}
      </Button>
    </div>
  );
}

/** The account of a person: opened with a first password, reset, unlocked, shut and opened again. */
export function AccountDrawer({ staff, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Drawer
      open
      onClose={onClose}
      size={440}
      title={t('organisation.account.title', { name: format.name(staff) })}
    >
      {staff.username === null ? (
        <NewAccountForm staff={staff} onClose={onClose} />
      ) : (
        <div className="sw-stack">
          <p>
            {t('organisation.account.username')} <strong>{staff.username}</strong>
          </p>
          <Switches staff={staff} />
          <Typography.Title level={2} className="sw-section">
            {t('organisation.account.reset')}
          </Typography.Title>
          <ResetForm staff={staff} />
        </div>
      )}
    </Drawer>
  );
}
