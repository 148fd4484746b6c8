import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Page, Staff } from '@/api/types';
import { useSettled } from '@/shared/hooks/use-settled';
import { useFormat } from '@/shared/use-format';

interface Props {
  value: string | undefined;
  onChange: (staffId: string | undefined) => void;
}

/** Chooses one member of staff by name or number. */
export function ActorFilter({ value, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [words, setWords] = useState('');
  const settled = useSettled(words.trim(), 250);
  const staff = useQuery({
    queryKey: ['staff', 'search', settled],
    queryFn: ({ signal }) => api.get<Page<Staff>>('/staff', { q: settled, limit: 50 }, signal),
  });
  return (
    <Select
      className="sw-filter"
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      aria-label={t('audit.column.actor')}
      placeholder={t('audit.actor_hint')}
      value={value}
      onChange={onChange}
      loading={staff.isFetching}
      options={(staff.data?.items ?? []).map((person) => ({
        value: person.id,
        label: `${format.name(person)} ${person.employee_number}`,
      }))}
    />
  );
}
