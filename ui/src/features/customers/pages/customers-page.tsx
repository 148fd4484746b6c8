import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Customer } from '@/api/types';
import { Page } from '@/shared/components/page';
import { PagedTable } from '@/shared/components/paged-table';
import { useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { useWord } from '@/shared/use-word';
import { listCustomers } from '../api/customers';
import { CareChips } from '../components/care-chips';
import { CreateDrawer } from '../components/create-drawer';
import { searchKind } from '../search-kind';

function useColumns(): TableColumnsType<Customer> {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useWord();
  return [
    {
      title: t('customers.column.name'),
      width: 120,
      dataIndex: 'name',
      render: (name: string, row) => <Link to={`/customers/${row.id}`}>{name}</Link>,
    },
    {
      title: t('customers.column.phone'),
      dataIndex: 'phone',
      render: (phone: string | null) => phone ?? '—',
    },
    {
      title: t('customers.column.documents'),
      key: 'documents',
      width: 300,
      className: 'sw-nowrap',
      render: (_, row) =>
        row.documents
          .map((item) => `${word('customers.document', item.kind)} ${item.number}`)
          .join(t('shared.comma')) || '—',
    },
    {
      title: t('customers.column.tier'),
      dataIndex: 'tier',
      render: (tier: string | null) => word('shared.tier', tier),
    },
    {
      title: t('customers.column.care'),
      dataIndex: 'care_needs',
      render: (needs: string[]) => <CareChips needs={needs} />,
    },
    { title: t('customers.column.since'), dataIndex: 'created_at', align: 'end', render: format.day },
  ];
}

/** Finds customers. What is typed may be personal, so it stays out of the address. */
export default function CustomersPage() {
  const { t } = useTranslation();
  const can = useCan();
  const columns = useColumns();
  const [words, setWords] = useState('');
  const [creating, setCreating] = useState(false);
  const customers = useInfiniteQuery({
    queryKey: ['customers', words],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => listCustomers(words, pageParam),
    getNextPageParam: (last) => last.next,
    select: (data) => data.pages.flatMap((page) => page.items),
  });
  return (
    <Page
      title={t('customers.title')}
      actions={
        can('customer:manage') ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setCreating(true)}>
            {t('customers.create.title')}
          </Button>
        ) : null
      }
    >
      <div className="sw-filters">
        <Input.Search
          className="sw-search"
          aria-label={t('customers.search')}
          placeholder={t('customers.search_hint')}
          allowClear
          autoComplete="off"
          enterButton={t('app.search')}
          onSearch={(value) => setWords(value.trim())}
        />
        {words ? <span className="sw-muted">{t(`customers.searched.${searchKind(words)}`)}</span> : null}
      </div>
      <PagedTable
        query={customers}
        columns={columns}
        width={820}
        empty={{
          title: words ? t('customers.nobody') : t('customers.empty'),
          help: words ? t('customers.nobody_help') : t('customers.empty_help'),
        }}
      />
      {creating ? <CreateDrawer onClose={() => setCreating(false)} /> : null}
    </Page>
  );
}
