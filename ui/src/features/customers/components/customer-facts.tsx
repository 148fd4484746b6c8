import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { Facts } from '@/shared/components/facts';
import { useSession } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { useWord } from '@/shared/use-word';
import { CareChips } from './care-chips';
import { MaskedField } from './masked-field';

/** The facts of a customer; each personal one can be unmasked on its own. */
export function CustomerFacts({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useWord();
  const { branches } = useSession();
  const home = branches.find((branch) => branch.id === customer.home_branch_id);
  const masked = (field: string, label: string, value: string | null) =>
    value === null ? (
      '—'
    ) : (
      <MaskedField
        customerId={customer.id}
        field={field}
        label={label}
        masked={value}
        reasons={customer.unmask_reasons}
      />
    );
  const name = t('customers.column.name');
  const phone = t('customers.column.phone');
  return (
    <Facts
      facts={[
        { label: name, value: masked('name', name, customer.name) },
        { label: phone, value: masked('phone', phone, customer.phone) },
        ...customer.documents.map((item) => {
          const label = word('customers.document', item.kind);
          return { label, value: masked(`document:${item.id}`, label, item.number) };
        }),
        ...customer.cards.map((item) => {
          const label = t('customers.document.bank_card');
          return { label, value: masked(`card:${item.id}`, label, item.number) };
        }),
        { label: t('customers.column.care'), value: <CareChips needs={customer.care_needs} /> },
        { label: t('customers.column.home'), value: format.name(home) || '—' },
        { label: t('customers.column.since'), value: format.day(customer.created_at) },
      ]}
    />
  );
}
