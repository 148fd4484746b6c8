import { Alert, Button, Checkbox, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  codes: string[];
  onKept: () => void;
}

/** The codes for the day the phone is lost. They are shown this once, so leaving needs a word that they are kept. */
export function RecoveryCodes({ codes, onKept }: Props) {
  const { t } = useTranslation();
  const [kept, setKept] = useState(false);
  return (
    <div className="sw-stack">
      <Alert
        type="warning"
        showIcon
        title={t('access.totp.recovery')}
        description={t('access.totp.recovery_help')}
      />
      <ul className="sw-codes" aria-label={t('access.totp.recovery')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Typography.Text copyable={{ text: codes.join('\n') }}>
        {t('access.totp.recovery_copy')}
      </Typography.Text>
      <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
        {t('access.totp.recovery_kept')}
      </Checkbox>
      <div>
        <Button type="primary" disabled={!kept} onClick={onKept}>
          {t('shared.done')}
        </Button>
      </div>
    </div>
  );
}
