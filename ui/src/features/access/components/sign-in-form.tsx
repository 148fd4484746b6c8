import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/api-error';
import type { Session } from '@/api/types';
import { showFieldErrors } from '@/shared/form-errors';
import { useProblemText } from '@/shared/problem-text';
import { useFormat } from '@/shared/use-format';
import { type Credentials, signIn } from '../api/session';

interface Props {
  onSignedIn: (session: Session) => void;
  autoFocus?: boolean;
}

/** User name and password, then the code when a second factor is due; lock-out says for how long. */
export function SignInForm({ onSignedIn, autoFocus = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useProblemText();
  const [form] = Form.useForm<Credentials>();
  const [codeDue, setCodeDue] = useState(false);
  const enter = useMutation<Session, unknown, Credentials>({
    mutationFn: signIn,
    // Only the session: what else a mutation hands on is no landing page.
    onSuccess: (session) => onSignedIn(session),
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'session.totp_needed') setCodeDue(true);
      else showFieldErrors(form, error);
    },
  });
  const error = enter.error instanceof ApiError ? enter.error : null;
  const failed = enter.isError && error?.code !== 'session.totp_needed';
  const lockedFor = error?.status === 429 && error.retryAfterS ? format.duration(error.retryAfterS) : null;
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => enter.mutate(values)}>
      <Form.Item
        name="username"
        label={t('access.sign_in.username')}
        rules={[{ required: true, message: t('shared.required', { field: t('access.sign_in.username') }) }]}
      >
        <Input size="large" autoComplete="username" autoFocus={autoFocus} readOnly={codeDue} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('access.sign_in.password')}
        rules={[{ required: true, message: t('shared.required', { field: t('access.sign_in.password') }) }]}
      >
        <Input.Password size="large" autoComplete="current-password" readOnly={codeDue} />
      </Form.Item>
      {codeDue ? (
        <Form.Item
          name="code"
          label={t('access.sign_in.code')}
          extra={t('access.sign_in.code_help')}
          rules={[{ required: true, message: t('shared.required', { field: t('access.sign_in.code') }) }]}
        >
          <Input size="large" autoComplete="one-time-code" maxLength={32} autoFocus />
        </Form.Item>
      ) : null}
      {failed ? (
        <Form.Item>
          <Alert
            type="error"
            showIcon
            title={text(enter.error)}
            description={lockedFor ? t('access.sign_in.locked', { time: lockedFor }) : undefined}
          />
        </Form.Item>
      ) : null}
      <Button type="primary" size="large" block htmlType="submit" loading={enter.isPending}>
        {t('access.sign_in.submit')}
      </Button>
    </Form>
  );
}
