import { EditOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Customer } from '@/api/types';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { useCan } from '@/shared/session';
import { useWord } from '@/shared/use-word';
import { customerQuery } from '../api/customers';
import { CustomerFacts } from '../components/customer-facts';
import { CustomerTimeline } from '../components/customer-timeline';
import { EditDrawer } from '../components/edit-drawer';
import { LooksTable } from '../components/looks-table';

function CustomerView({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const can = useCan();
  const word = useWord();
  const [editing, setEditing] = useState(false);
  return (
    <Page
      title={customer.name}
      subtitle={word('shared.tier', customer.tier)}
      actions={
        can('customer:manage') ? (
          <Button icon={<EditOutlined aria-hidden="true" />} onClick={() => setEditing(true)}>
            {t('shared.edit')}
          </Button>
        ) : null
      }
    >
      <div className="sw-stack">
        <section className="sw-panel" aria-label={t('customers.facts')}>
          <CustomerFacts customer={customer} />
        </section>
        <Tabs
          className="sw-panel sw-tabs"
          items={[
            {
              key: 'timeline',
              label: t('customers.timeline.title'),
              children: <CustomerTimeline customerId={customer.id} />,
            },
            // Who looked is for those who check.
            ...(can('audit:read')
              ? [
                  {
                    key: 'looks',
                    label: t('customers.looks.title'),
                    children: <LooksTable customerId={customer.id} />,
                  },
                ]
              : []),
          ]}
        />
      </div>
      {editing ? <EditDrawer customer={customer} onClose={() => setEditing(false)} /> : null}
    </Page>
  );
}

/** The record of a customer: masked facts, one timeline, who looked. */
export default function CustomerPage() {
  const { id = '' } = useParams();
  const customer = useQuery(customerQuery(id));
  return <QueryView query={customer}>{(data) => <CustomerView customer={data} />}</QueryView>;
}
