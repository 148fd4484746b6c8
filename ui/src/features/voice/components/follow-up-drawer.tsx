import { Button, Drawer, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FollowUp } from '@/api/types';
import { Facts } from '@/shared/components/facts';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { Stars } from '@/shared/visit/stars';
import { type Close, closeFollowUp, takeFollowUp } from '../api/follow-ups';
import { DueChip } from './follow-up-row';

interface Props {
  item: FollowUp;
  onClose: () => void;
}

function CloseForm({ item, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [form] = Form.useForm<Close>();
  const chosen = Form.useWatch('outcome', form);
  const noteDue = item.outcomes.find((outcome) => outcome.code === chosen)?.needs_note ?? false;
  const close = useAct((body: Close) => closeFollowUp(item.id, body), {
    refresh: [['follow-ups'], ['rating-summary']],
    onDone: onClose,
    onFailed: (error) => showFieldErrors(form, error),
  });
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark="optional"
      onFinish={({ outcome, note }) => close.mutate({ outcome, note: note?.trim() || undefined })}
    >
      <Form.Item
        name="outcome"
        label={t('voice.outcome')}
        rules={[{ required: true, message: t('voice.outcome_missing') }]}
      >
        <Radio.Group
          className="sw-columns"
          options={item.outcomes.map((outcome) => ({ value: outcome.code, label: format.name(outcome) }))}
        />
      </Form.Item>
      <Form.Item
        name="note"
        label={t('voice.note')}
        extra={t('voice.note_help')}
        rules={[
          { required: noteDue, whitespace: true, message: t('shared.required', { field: t('voice.note') }) },
        ]}
      >
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={close.isPending}>
        {t('voice.close')}
      </Button>
    </Form>
  );
}

/** One customer to call back: what was said, who takes it, how it ended. */
export function FollowUpDrawer({ item, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const take = useAct(() => takeFollowUp(item.id), { refresh: [['follow-ups']] });
  const score = (value: number | null) => (value === null ? '—' : value);
  return (
    <Drawer open onClose={onClose} size={480} title={t('voice.one', { number: item.visit_number })}>
      <div className="sw-stack">
        <div className="sw-chips">
          <Stars value={item.satisfaction} />
          <DueChip item={item} />
        </div>
        <blockquote className="sw-need">{item.comment || t('voice.no_comment')}</blockquote>
        <Facts
          facts={[
            { label: t('voice.effort'), value: score(item.effort) },
            { label: t('voice.recommend'), value: score(item.recommend) },
            { label: t('voice.created'), value: format.time(item.created_at) },
            { label: t('voice.assignee'), value: format.name(item.assignee) || t('voice.nobody') },
          ]}
        />
        <div className="sw-page-actions">
          {item.customer_id && can('customer:read') ? (
            <Link to={`/customers/${item.customer_id}`}>{t('voice.customer')}</Link>
          ) : null}
          {can('visit:read') ? <Link to={`/visits/${item.visit_id}`}>{t('voice.open_visit')}</Link> : null}
        </div>
        {item.customer_id || item.state === 'closed' ? null : (
          <p className="sw-muted">{t('voice.anonymous')}</p>
        )}
        {item.state === 'closed' ? (
          <div>
            <strong>{format.name(item.outcomes.find((outcome) => outcome.code === item.outcome))}</strong>
            <p>{item.note}</p>
          </div>
        ) : null}
        {item.state !== 'closed' && can('follow_up:handle') ? (
          <>
            {item.assignee ? null : (
              <Button onClick={() => take.mutate()} loading={take.isPending}>
                {t('voice.take')}
              </Button>
            )}
            <CloseForm item={item} onClose={onClose} />
          </>
        ) : null}
      </div>
    </Drawer>
  );
}
