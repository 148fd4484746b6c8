import type { KeyboardEvent } from 'react';

/** Lets Enter take what was typed into a picker without sending the form around it, which is hardly finished then. */
export function takeOnly(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault();
}
