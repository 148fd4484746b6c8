import { Button, Drawer, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CreateCustomer, DocumentKind } from '@/api/types';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { useBranch } from '@/shared/session';
import { createCustomer } from '../api/customers';
import { DOCUMENT_KINDS, TIERS } from '../codes';
import { useCareOptions } from '../use-care-options';

interface Values {
  name: string;
  phone?: string;
  tier: string;
  care_needs?: string[];
  documents: { kind: DocumentKind; number?: string }[];
  cards: string[];
}

function body(values: Values, branchId: string | undefined): CreateCustomer {
  return {
    name: values.name.trim(),
    phone: values.phone?.replace(/[\s-]/g, '') || undefined,
    tier: values.tier,
    care_needs: values.care_needs ?? [],
    documents: values.documents
      .filter((item) => item.number?.trim())
      .map(({ kind, number = '' }) => ({ kind, number: number.replace(/\s/g, '').toUpperCase() })),
    cards: values.cards.map((card) => card?.replace(/\s/g, '') ?? '').filter(Boolean),
    home_branch_id: branchId,
  };
}

/** Opens a file for a customer. */
export function CreateDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const branch = useBranch();
  const careOptions = useCareOptions();
  const [form] = Form.useForm<Values>();
  const create = useAct((values: Values) => createCustomer(body(values, branch?.id)), {
    refresh: [['customers']],
    onDone: (customer) => navigate(`/customers/${customer.id}`),
    onFailed: (error) => showFieldErrors(form, error),
  });
  return (
    <Drawer open onClose={onClose} size={480} title={t('customers.create.title')}>
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        autoComplete="off"
        initialValues={{ tier: 'ordinary', documents: [{ kind: 'resident_id' }], cards: [''] }}
        onFinish={(values) => create.mutate(values)}
      >
        <Form.Item
          name="name"
          label={t('customers.column.name')}
          rules={[{ required: true, message: t('shared.required', { field: t('customers.column.name') }) }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item required name={['documents', 0, 'kind']} label={t('customers.create.document_kind')}>
          <Select
            options={DOCUMENT_KINDS.map((kind) => ({ value: kind, label: t(`customers.document.${kind}`) }))}
          />
        </Form.Item>
        <Form.Item
          name={['documents', 0, 'number']}
          label={t('customers.create.document_number')}
          extra={t('customers.create.document_help')}
        >
          <Input maxLength={32} />
        </Form.Item>
        <Form.Item name={['cards', 0]} label={t('customers.document.bank_card')}>
          <Input inputMode="numeric" maxLength={24} />
        </Form.Item>
        <Form.Item name="phone" label={t('customers.column.phone')}>
          <Input inputMode="tel" maxLength={20} />
        </Form.Item>
        <Form.Item required name="tier" label={t('customers.column.tier')}>
          <Select options={TIERS.map((tier) => ({ value: tier, label: t(`shared.tier.${tier}`) }))} />
        </Form.Item>
        <Form.Item name="care_needs" label={t('customers.column.care')}>
          <Select mode="multiple" options={careOptions} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          {t('customers.create.submit')}
        </Button>
      </Form>
    </Drawer>
  );
}
