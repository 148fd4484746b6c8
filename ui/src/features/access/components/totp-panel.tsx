import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TotpEnrolment } from '@/api/types';
import { QrCode } from '@/shared/components/qr-code';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useSession } from '@/shared/session';
import { confirmTotp, removeTotp, startTotp } from '../api/session';
import { RecoveryCodes } from './recovery-codes';

interface EnrolmentProps {
  enrolment: TotpEnrolment;
  onDone: (codes: string[]) => void;
}

function Enrolment({ enrolment, onDone }: EnrolmentProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ code: string }>();
  const confirm = useAct(({ code }: { code: string }) => confirmTotp(code), {
    onDone: ({ recovery_codes: codes }) => onDone(codes),
    onFailed: (error) => showFieldErrors(form, error),
  });
  return (
    <>
      <p>{t('access.totp.scan')}</p>
      <QrCode className="sw-qr" text={enrolment.otpauth_url} label={t('access.totp.qr')} />
      <p className="sw-muted">
        {t('access.totp.by_hand')}{' '}
        <Typography.Text copyable={{ text: enrolment.secret }}>
          {enrolment.secret.replace(/(.{4})(?=.)/g, '$1 ')}
        </Typography.Text>
      </p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => confirm.mutate(values)}>
        <Form.Item
          name="code"
          label={t('access.totp.code')}
          rules={[{ required: true, message: t('shared.required', { field: t('access.totp.code') }) }]}
        >
          <Input autoFocus autoComplete="one-time-code" inputMode="numeric" maxLength={8} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          {t('access.totp.confirm')}
        </Button>
      </Form>
    </>
  );
}

/** Turning it off takes a code too: a screen left open must not be enough. */
function TurnOff() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ code: string }>();
  const [asking, setAsking] = useState(false);
  const remove = useAct(({ code }: { code: string }) => removeTotp(code.trim()), {
    refresh: [['session']],
    onDone: () => void message.success(t('access.totp.removed')),
    onFailed: (error) => showFieldErrors(form, error),
  });
  if (!asking) return <Button onClick={() => setAsking(true)}>{t('access.totp.remove')}</Button>;
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => remove.mutate(values)}>
      <p>{t('access.totp.remove_help')}</p>
      <Form.Item
        name="code"
        label={t('access.totp.code')}
        extra={t('access.sign_in.code_help')}
        rules={[{ required: true, message: t('shared.required', { field: t('access.totp.code') }) }]}
      >
        <Input autoFocus autoComplete="one-time-code" maxLength={32} />
      </Form.Item>
      <div className="sw-page-actions">
        <Button danger htmlType="submit" loading={remove.isPending}>
          {t('access.totp.remove')}
        </Button>
        <Button onClick={() => setAsking(false)}>{t('shared.cancel')}</Button>
      </div>
    </Form>
  );
}

/** The second factor: enrol with a QR code and one code as proof, or remove it. */
export function TotpPanel() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { totp_enabled: enabled } = useSession();
  const [codes, setCodes] = useState<string[]>([]);
  const start = useAct(startTotp);
  if (codes.length > 0) {
    const handleKept = () => {
      setCodes([]);
      void client.invalidateQueries({ queryKey: ['session'] });
    };
    return <RecoveryCodes codes={codes} onKept={handleKept} />;
  }
  if (enabled) {
    return (
      <>
        <p>
          <span className="sw-chip sw-chip-green">{t('access.totp.on')}</span>
        </p>
        <p className="sw-muted">{t('access.totp.on_help')}</p>
        <TurnOff />
      </>
    );
  }
  if (start.data) {
    const handleDone = (made: string[]) => {
      start.reset();
      setCodes(made);
      void message.success(t('access.totp.done'));
    };
    return <Enrolment enrolment={start.data} onDone={handleDone} />;
  }
  return (
    <>
      <p className="sw-muted">{t('access.totp.off_help')}</p>
      <Button onClick={() => start.mutate()} loading={start.isPending}>
        {t('access.totp.start')}
      </Button>
    </>
  );
}
