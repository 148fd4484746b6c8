import { useQuery } from '@tanstack/react-query';
import { useFormat } from '@/shared/use-format';
import { branchesQuery } from './api/organisation';

/** Every place of the bank, the head office too, to choose from and to name. */
export function useBranchNames() {
  const format = useFormat();
  const { data } = useQuery(branchesQuery);
  const options = (data?.items ?? []).map((branch) => ({ value: branch.id, label: format.name(branch) }));
  return {
    options,
    name: (id: string | null) => options.find((option) => option.value === id)?.label ?? '—',
  };
}
