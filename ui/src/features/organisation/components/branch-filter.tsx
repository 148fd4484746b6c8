import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/shared/session';
import { useFormat } from '@/shared/use-format';

interface Props {
  value: string | null;
  onChange: (branchId: string) => void;
}

/** Chooses one of the branches that the person works for. */
export function BranchFilter({ value, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { branches } = useSession();
  return (
    <Select
      aria-label={t('organisation.branch')}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      value={value}
      onChange={onChange}
      className="sw-filter"
      options={branches.map((branch) => ({ value: branch.id, label: format.name(branch) }))}
    />
  );
}
