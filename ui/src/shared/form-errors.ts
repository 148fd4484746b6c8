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

/**
 * Shows the faults of a refused request at their fields.
 *
 * Returns true when at least one field took its fault; then no further message is due. What was typed stays.
 */
export function showFieldErrors(form: FormInstance, error: unknown): boolean {
  if (!(error instanceof ApiError) || error.errors.length === 0) return false;
  const known = error.errors.filter((fault) => form.getFieldInstance(fieldPath(fault.pointer)) !== undefined);
  for (const fault of known) form.setFields([{ name: fieldPath(fault.pointer), errors: [fault.detail] }]);
  const first = known[0];
  if (first) form.scrollToField(fieldPath(first.pointer), { focus: true });
  return known.length > 0;
}
