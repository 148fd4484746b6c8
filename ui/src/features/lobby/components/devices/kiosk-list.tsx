import { Alert, Button, Form, Input, Popconfirm, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { KioskDevice, RegisterKiosk } from '@/api/types';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useFormat } from '@/shared/use-format';
import { registerKiosk, revokeKiosk } from '../../api/devices';

interface Props {
  branchId: string;
  kiosks: KioskDevice[];
}

/** The kiosks that may issue numbers while the network is down; one more is registered, or one shut out. */
export function KioskList({ branchId, kiosks }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const refresh = [['kiosks', branchId]];
  const revoke = useAct((id: string) => revokeKiosk(id), { refresh });
  return (
    <div className="sw-stack">
      <p className="sw-muted">{t('devices.kiosk.help')}</p>
      {kiosks.map((kiosk) => (
        <div key={kiosk.id} className="sw-page-head">
          <span>
            <b>{kiosk.name}</b>{' '}
            <span className="sw-muted">
              {kiosk.bridge_url ?? t('devices.kiosk.browser')} · {format.instant(kiosk.created_at)}
            </span>
          </span>
          <Popconfirm
            title={t('devices.kiosk.revoke_ask', { name: kiosk.name })}
            description={t('devices.kiosk.revoke_help')}
            onConfirm={() => revoke.mutate(kiosk.id)}
          >
            <Button danger size="small">
              {t('devices.kiosk.revoke')}
            </Button>
          </Popconfirm>
        </div>
      ))}
      <RegisterForm branchId={branchId} />
    </div>
  );
}

function RegisterForm({ branchId }: { branchId: string }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<RegisterKiosk>();
  const register = useAct(
    ({ name, bridge_url }: RegisterKiosk) =>
      registerKiosk(branchId, { name, bridge_url: bridge_url?.trim() || null }),
    { refresh: [['kiosks', branchId]], onFailed: (error) => showFieldErrors(form, error) },
  );
  if (register.data) {
    return (
      <Alert
        type="success"
        title={t('devices.kiosk.registered', { name: register.data.name })}
        description={
          <>
            <p>{t('devices.kiosk.address_help')}</p>
            <Typography.Paragraph copyable code>
              {register.data.address}
            </Typography.Paragraph>
          </>
        }
      />
    );
  }
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => register.mutate(values)}>
      <Form.Item name="name" label={t('devices.kiosk.name')}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="bridge_url" label={t('devices.kiosk.bridge')} extra={t('devices.kiosk.bridge_help')}>
        <Input placeholder="http://127.0.0.1:9180" autoComplete="off" />
      </Form.Item>
      <Button htmlType="submit" loading={register.isPending}>
        {t('devices.kiosk.register')}
      </Button>
    </Form>
  );
}
