import type { FormInstance } from 'antd';
import { ApiError } from '@/api/api-error';

/** Turns a JSON pointer into the path of a form field: `/documents/0/number` → `['documents', 0, 'number']`. */
export function fieldPath(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Fields of the request that the form asks for under another name, by their first word: `starts_at` as `times`. */
export type Aliases = Readonly<Record<string, string>>;

function formPath(pointer: string, aliases: Aliases): (string | number)[] {
  const [first, ...rest] = fieldPath(pointer);
  const alias = first === undefined ? undefined : aliases[first];
  return alias === undefined ? fieldPath(pointer) : [alias, ...rest];
}

/**
 * Shows the faults of a refused request at their fields.
 *
 * Returns true when at least one field took its fault; then no further message is due. What was typed stays.
 */
export function showFieldErrors(form: FormInstance, error: unknown, aliases: Aliases = {}): boolean {
  if (!(error instanceof ApiError) || error.errors.length === 0) return false;
  const faults = error.errors.map(({ pointer, detail }) => ({ name: formPath(pointer, aliases), detail }));
  const known = faults.filter(({ name }) => form.getFieldInstance(name) !== undefined);
  for (const { name, detail } of known) form.setFields([{ name, errors: [detail] }]);
  const first = known[0];
  if (first) form.scrollToField(first.name, { focus: true });
  return known.length > 0;
}
