import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Kiosk } from '@/api/types';
import { useSession } from './session';
import { useFormat } from './use-format';
import { useWord } from './use-word';

/** The services and care groups that a branch offers; they change rarely. */
export const catalogueQuery = (branchId: string) =>
  queryOptions({
    queryKey: ['catalogue', branchId],
    staleTime: 10 * 60_000,
    queryFn: ({ signal }) => api.get<Kiosk>(`/public/branches/${branchId}/kiosk`, undefined, signal),
  });

/**
 * Services and care groups of a branch, by default of mine, as its rules name them.
 *
 * The words of the interface stand in for groups that only staff may note, and until the names are there.
 */
export function useCatalogue(ofBranch: string | null = null) {
  const format = useFormat();
  const word = useWord();
  const { branch, branches } = useSession();
  const branchId = ofBranch ?? branch?.id ?? branches[0]?.id ?? null;
  const { data } = useQuery({ ...catalogueQuery(branchId ?? ''), enabled: branchId !== null });
  const careGroups = data?.care_groups ?? [];
  return {
    services: data?.services ?? [],
    careGroups,
    careName: (code: string) =>
      format.name(careGroups.find((group) => group.code === code)) || word('shared.care', code),
  };
}
