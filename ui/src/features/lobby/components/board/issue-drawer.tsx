import { Alert, Button, Drawer, Form, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiError } from '@/api/api-error';
import type { IssueTicket, Ticket } from '@/api/types';
import { Facts } from '@/shared/components/facts';
import { QrCode } from '@/shared/components/qr-code';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useCan } from '@/shared/session';
import { useCatalogue } from '@/shared/use-catalogue';
import { useFormat } from '@/shared/use-format';
import { issueTicket } from '../../api/board';

interface Props {
  branchId: string;
  onClose: () => void;
}

type Kind = 'resident_id' | 'bank_card' | 'phone';

interface Values {
  service_id: string;
  identity?: { kind: Kind; value?: string };
  care_group?: string;
  accessible?: boolean;
  need?: string;
}

const KINDS: Kind[] = ['resident_id', 'bank_card', 'phone'];

function body({ identity, need, ...rest }: Values): IssueTicket {
  const value = identity?.value?.replace(/\s/g, '');
  return {
    ...rest,
    need: need?.trim() || undefined,
    identity: identity && value ? { kind: identity.kind, value } : undefined,
  };
}

function Issued({ ticket, onAgain }: { ticket: Ticket; onAgain: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="sw-stack" role="status">
      <div className="sw-current-number">{ticket.number}</div>
      {ticket.staffed ? null : (
        <Alert
          type="warning"
          showIcon
          title={t('lobby.issue.unstaffed', { service: format.name(ticket.service) })}
        />
      )}
      <Facts
        facts={[
          { label: t('lobby.column.service'), value: format.name(ticket.service) },
          { label: t('lobby.issue.ahead'), value: ticket.ahead },
          { label: t('lobby.column.estimate'), value: format.range(ticket.wait) },
        ]}
      />
      <QrCode className="sw-qr" text={ticket.phone_url} label={t('lobby.issue.qr')} />
      <p className="sw-muted">{t('lobby.issue.qr_help')}</p>
      <Button onClick={onAgain}>{t('lobby.issue.again')}</Button>
    </div>
  );
}

function isNotOpened(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 'lobby.not_opened_yet';
}

/** Says that the branch gives out no number yet, and leads whoever may to its opening list. */
function NotOpened({ error }: { error: ApiError }) {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <Form.Item>
      <div className="sw-stack">
        <Alert type="info" showIcon title={error.message} />
        {can('checklist:read') ? <Link to="/opening">{t('opening.go')}</Link> : null}
      </div>
    </Form.Item>
  );
}

/** Takes a number for a customer who does not use the kiosk. */
export function IssueDrawer({ branchId, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [form] = Form.useForm<Values>();
  const { services, careGroups } = useCatalogue(branchId);
  const issue = useAct((values: Values) => issueTicket(branchId, body(values)), {
    refresh: [['board', branchId]],
    onFailed: (error) => isNotOpened(error) || showFieldErrors(form, error),
  });
  return (
    <Drawer open onClose={onClose} size={460} title={t('lobby.issue.title')}>
      {issue.data ? (
        <Issued ticket={issue.data} onAgain={issue.reset} />
      ) : (
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ identity: { kind: 'resident_id' } }}
          onFinish={(values) => issue.mutate(values)}
        >
          <Form.Item
            name="service_id"
            label={t('lobby.column.service')}
            rules={[{ required: true, message: t('shared.required', { field: t('lobby.column.service') }) }]}
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={services.map((service) => ({ value: service.id, label: format.name(service) }))}
            />
          </Form.Item>
          <Form.Item name={['identity', 'kind']} label={t('lobby.issue.identity')}>
            <Select options={KINDS.map((kind) => ({ value: kind, label: t(`lobby.issue.kind.${kind}`) }))} />
          </Form.Item>
          <Form.Item
            name={['identity', 'value']}
            label={t('lobby.issue.identity_value')}
            extra={t('lobby.issue.identity_help')}
          >
            <Input autoComplete="off" maxLength={32} />
          </Form.Item>
          <Form.Item name="care_group" label={t('lobby.triage.care')}>
            <Select
              allowClear
              options={careGroups.map((group) => ({ value: group.code, label: format.name(group) }))}
            />
          </Form.Item>
          <Form.Item name="accessible" label={t('lobby.triage.accessible')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name="need" label={t('lobby.need')}>
            <Input.TextArea rows={2} maxLength={200} />
          </Form.Item>
          {isNotOpened(issue.error) ? <NotOpened error={issue.error} /> : null}
          <Button type="primary" htmlType="submit" loading={issue.isPending}>
            {t('lobby.issue.submit')}
          </Button>
        </Form>
      )}
    </Drawer>
  );
}
