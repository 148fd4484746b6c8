import { Button, Drawer, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FollowUp } from '@/api/types';
import { Facts } from '@/shared/components/facts';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { useWord } from '@/shared/use-word';
import { type Close, closeFollowUp, takeFollowUp } from '../api/follow-ups';
import { DueChip } from './follow-up-row';
import { Stars } from './stars';

interface Props {
  item: FollowUp;
  onClose: () => void;
}

const OUTCOMES = ['resolved', 'explained', 'unreachable', 'escalated'] as const;

function CloseForm({ item, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Close>();
  const close = useAct((body: Close) => closeFollowUp(item.id, body), {
    refresh: [['follow-ups'], ['rating-summary']],
    onDone: onClose,
    onFailed: (error) => showFieldErrors(form, error),
  });
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ outcome: 'resolved' }}
      requiredMark={false}
      onFinish={(values) => close.mutate(values)}
    >
      <Form.Item name="outcome" label={t('voice.outcome')}>
        <Radio.Group
          className="sw-column"
          options={OUTCOMES.map((code) => ({ value: code, label: t(`voice.outcomes.${code}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="note"
        label={t('voice.note')}
        extra={t('voice.note_help')}
        rules={[
          { required: true, whitespace: true, message: t('shared.required', { field: t('voice.note') }) },
        ]}
      >
        <Input.TextArea rows={4} maxLength={1000} showCount />
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
  const word = useWord();
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
            { label: t('voice.assignee'), value: item.assignee?.name ?? t('voice.nobody') },
          ]}
        />
        {can('visit:read') ? <Link to={`/visits/${item.visit_id}`}>{t('voice.open_visit')}</Link> : null}
        {item.state === 'closed' ? (
          <div>
            <strong>{word('voice.outcomes', item.outcome)}</strong>
            <p>{item.note}</p>
          </div>
        ) : null}
        {item.state === 'open' && can('follow_up:handle') ? (
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
