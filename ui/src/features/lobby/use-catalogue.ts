import { useQuery } from '@tanstack/react-query';
import type { Named } from '@/api/types';
import { useFormat } from '@/shared/use-format';
import { catalogueQuery } from './api/board';

/** Names of care groups and services of a branch; codes stand in until the names are there. */
export function useCatalogue(branchId: string | null) {
  const format = useFormat();
  const { data } = useQuery({ ...catalogueQuery(branchId ?? ''), enabled: branchId !== null });
  const careGroups: Named[] = data?.care_groups ?? [];
  return {
    services: data?.services ?? [],
    careGroups,
    careName: (code: string) => format.name(careGroups.find((group) => group.code === code)) || code,
  };
}
