/** What the address of a phone page tells it: the language and the look that were chosen where the number was taken. */
import type { Language } from '@/public/shared/language';

/** How a page is shown to the eyes: two switches, each by itself. */
export interface Look {
  /** Everything is set in large type. */
  large: boolean;
  /** Black, white and yellow only. */
  contrast: boolean;
}

/** How a page looks unless somebody chooses otherwise. */
export const PLAIN_LOOK: Look = { large: false, contrast: false };

/** Reads the look from the query of an address; `null` when it says nothing of it. */
export function lookIn(search: string): Look | null {
  const asked = new URLSearchParams(search);
  if (!asked.has('large') && !asked.has('contrast')) return null;
  return { large: asked.get('large') === 'true', contrast: asked.get('contrast') === 'true' };
}

/** The address of a phone page that goes on in the same language and with the same look. */
export function phoneAddress(path: string, language: Language, look: Look): string {
  const switches = { ...(look.large && { large: 'true' }), ...(look.contrast && { contrast: 'true' }) };
  return `${path}?${new URLSearchParams({ lang: language, ...switches })}`;
}

/** Takes over a choice into the address if the address says anything of it: otherwise reloading would undo the choice. */
export function keepInAddress(choices: Record<string, string>): void {
  const address = new URL(location.href);
  const said = Object.keys(choices).filter((name) => address.searchParams.has(name));
  if (said.length === 0) return;
  for (const [name, value] of Object.entries(choices)) address.searchParams.set(name, value);
  history.replaceState(history.state, '', address);
}
