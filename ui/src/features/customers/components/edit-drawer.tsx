import { App, Button, Drawer, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Customer, CustomerChange } from '@/api/types';
import { showFieldErrors } from '@/shared/form-errors';
import { useAct } from '@/shared/hooks/use-act';
import { updateCustomer } from '../api/customers';
import { TIERS } from '../codes';
import { useCareOptions } from '../use-care-options';

interface Props {
  customer: Customer;
  onClose: () => void;
}

interface Values {
  phone?: string;
  tier: string;
  care_needs: string[];
}

/** Changes tier, care needs and phone. The phone is shown masked, so an empty field leaves it as it is. */
export function EditDrawer({ customer, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const careOptions = useCareOptions(customer.care_needs);
  const [form] = Form.useForm<Values>();
  const save = useAct((change: CustomerChange) => updateCustomer(customer.id, change), {
    refresh: [['customer', customer.id], ['customers']],
    onDone: () => {
      void message.success(t('shared.saved'));
      onClose();
    },
    onFailed: (error) => showFieldErrors(form, error),
  });
  const handleFinish = ({ phone, tier, care_needs }: Values) =>
    save.mutate({
      phone: phone?.replace(/[\s-]/g, '') || undefined,
      tier,
      care_needs,
      version: customer.version,
    });
  return (
    <Drawer open onClose={onClose} size={440} title={t('customers.edit.title')}>
      <Form
        form={form}
        layout="vertical"
        autoComplete="off"
        initialValues={{ tier: customer.tier, care_needs: customer.care_needs }}
        onFinish={handleFinish}
      >
        <Form.Item name="phone" label={t('customers.edit.phone')} extra={t('customers.edit.phone_help')}>
          <Input inputMode="tel" maxLength={20} placeholder={customer.phone ?? undefined} />
        </Form.Item>
        <Form.Item name="tier" label={t('customers.column.tier')}>
          <Select options={TIERS.map((tier) => ({ value: tier, label: t(`shared.tier.${tier}`) }))} />
        </Form.Item>
        <Form.Item name="care_needs" label={t('customers.column.care')}>
          <Select mode="multiple" options={careOptions} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('shared.save')}
        </Button>
      </Form>
    </Drawer>
  );
}
