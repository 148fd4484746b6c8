import { Button, Drawer, Form, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Desk, Visit } from '@/api/types';
import { useFormat } from '@/shared/use-format';
import type { DeskActs } from '../../use-desk-acts';

interface Props {
  desk: Desk;
  visit: Visit;
  acts: DeskActs;
  onClose: () => void;
}

type Kind = 'service' | 'staff' | 'counter';
const KINDS: Kind[] = ['service', 'staff', 'counter'];

interface Option {
  value: string;
  label: string;
}

function useTargets(desk: Desk, visit: Visit): Record<Kind, Option[]> {
  const { t } = useTranslation();
  const format = useFormat();
  return {
    service: desk.services
      .filter((service) => service.id !== visit.service.id)
      .map((service) => ({ value: service.id, label: format.name(service) })),
    staff: desk.colleagues.map((person) => ({
      value: person.id,
      label: `${format.name(person)} · ${t('lobby.counter_number', { number: person.counter_number })}`,
    })),
    counter: desk.counters
      .filter((counter) => counter.id !== desk.counter.id && counter.state !== 'closed')
      .map((counter) => ({
        value: counter.id,
        label: `${t('lobby.counter_number', { number: counter.number })} · ${t(`lobby.counter_state.${counter.state}`)}`,
      })),
  };
}

/** Hands the visit to another service, a colleague or another counter; the customer keeps the number. */
export function TransferDrawer({ desk, visit, acts, onClose }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>('service');
  const [form] = Form.useForm<{ target: string; note?: string }>();
  const targets = useTargets(desk, visit);
  const handleFinish = ({ target, note }: { target: string; note?: string }) => {
    const to = { [`${kind}_id`]: target, note: note?.trim() || undefined };
    acts.transfer.mutate({ id: visit.id, to }, { onSuccess: onClose });
  };
  return (
    <Drawer
      open
      onClose={onClose}
      afterOpenChange={(shown) => shown && form.focusField('target')}
      title={t('lobby.transfer.title', { number: visit.number })}
      size={440}
      footer={
        <Button
          type="primary"
          size="large"
          block
          loading={acts.transfer.isPending}
          onClick={() => form.submit()}
        >
          {t('lobby.act.transfer')}
        </Button>
      }
    >
      <p className="sw-muted">{t('lobby.transfer.help')}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={handleFinish}>
        <Form.Item label={t('lobby.transfer.to')}>
          <Segmented<Kind>
            block
            aria-label={t('lobby.transfer.to')}
            value={kind}
            onChange={(next) => {
              setKind(next);
              form.resetFields(['target']);
            }}
            options={KINDS.map((value) => ({ value, label: t(`lobby.transfer.${value}`) }))}
          />
        </Form.Item>
        <Form.Item
          name="target"
          label={t(`lobby.transfer.${kind}`)}
          rules={[{ required: true, message: t('lobby.transfer.choose') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={targets[kind]}
            notFoundContent={kind === 'service' ? undefined : t('lobby.transfer.nobody')}
          />
        </Form.Item>
        <Form.Item name="note" label={t('lobby.transfer.note')} extra={t('lobby.transfer.note_help')}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
