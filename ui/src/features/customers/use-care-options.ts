import { useCatalogue } from '@/shared/use-catalogue';

const NONE: string[] = [];

/** The care needs of the rules, to choose from; what a customer has already stays choosable when rules change. */
export function useCareOptions(present: string[] = NONE): { value: string; label: string }[] {
  const { careGroups, careName } = useCatalogue();
  const codes = new Set([...careGroups.map((group) => group.code), ...present]);
  return [...codes].map((code) => ({ value: code, label: careName(code) }));
}
