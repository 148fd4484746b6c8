import { Button, Checkbox, Drawer, Form, Input, Radio } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Desk, Finish, Visit } from '@/api/types';
import { KeyCap } from '@/shared/components/key-cap';
import { useHotkey } from '@/shared/hooks/use-hotkey';
import { useFormat } from '@/shared/use-format';
import type { DeskActs } from '../../use-desk-acts';
import { DESK_KEYS } from '../../use-desk-keys';

interface Props {
  desk: Desk;
  visit: Visit;
  acts: DeskActs;
  onClose: () => void;
}

/** How the visit ended and what the customer does next; pressing the same key twice finishes as done. */
export function FinishDrawer({ desk, visit, acts, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [form] = Form.useForm<Finish>();
  const body = useRef<HTMLDivElement>(null);
  useHotkey({ key: DESK_KEYS.finish, inDialog: true }, () => form.submit(), !acts.finish.isPending);
  const outcomes = desk.outcomes.map((item) => ({ value: item.code, label: format.name(item) }));
  const steps = desk.next_steps.map((item) => ({ value: item.code, label: format.name(item) }));
  const handleFinish = (body: Finish) => {
    const next = { ...body, note: body.note?.trim() || undefined };
    acts.finish.mutate({ id: visit.id, body: next }, { onSuccess: onClose });
  };
  return (
    <Drawer
      open
      onClose={onClose}
      afterOpenChange={(shown) => {
        // The arrows then choose the outcome at once.
        if (shown) body.current?.querySelector<HTMLInputElement>('input:checked')?.focus();
      }}
      title={t('lobby.finish.title', { number: visit.number })}
      size={480}
      footer={
        <Button
          type="primary"
          size="large"
          block
          loading={acts.finish.isPending}
          onClick={() => form.submit()}
        >
          {t('lobby.act.finish')}
          <KeyCap>{DESK_KEYS.finish}</KeyCap>
        </Button>
      }
    >
      <div ref={body}>
        <Form
          form={form}
          layout="vertical"
          initialValues={{ outcome: outcomes[0]?.value, next_steps: [] }}
          onFinish={handleFinish}
        >
          <Form.Item name="outcome" label={t('lobby.finish.outcome')}>
            <Radio.Group options={outcomes} className="sw-columns" />
          </Form.Item>
          {steps.length > 0 ? (
            <Form.Item
              name="next_steps"
              label={t('lobby.finish.next_steps')}
              extra={t('lobby.finish.next_steps_help')}
            >
              <Checkbox.Group options={steps} className="sw-column" />
            </Form.Item>
          ) : null}
          <Form.Item name="note" label={t('lobby.finish.note')} extra={t('lobby.finish.note_help')}>
            <Input.TextArea rows={3} maxLength={500} showCount />
          </Form.Item>
        </Form>
      </div>
    </Drawer>
  );
}
