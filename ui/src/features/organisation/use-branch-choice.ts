import { useState } from 'react';
import { useBranch } from '@/shared/session';

/** The branch that a page of the settings is about; mine to begin with. */
export function useBranchChoice(): [string | null, (branchId: string) => void] {
  const mine = useBranch();
  return useState<string | null>(mine?.id ?? null);
}
