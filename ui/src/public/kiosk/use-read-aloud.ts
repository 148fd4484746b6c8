import { type RefObject, useEffect } from 'react';
import type { Language } from '@/public/shared/language';
import { hush, speak } from '@/public/shared/speech';

/** Reads the screen's text aloud, line by line, each time the screen changes; silent unless `on`. */
export function useReadAloud(
  on: boolean,
  screen: RefObject<HTMLElement | null>,
  step: string,
  language: Language,
) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step is a new text to read.
  useEffect(() => {
    if (!on) return undefined;
    let stopped = false;
    const read = async () => {
      for (const line of linesOf(screen.current)) {
        if (stopped) return;
        await speak(line, language, 1);
      }
    };
    void read();
    return () => {
      stopped = true;
      hush();
    };
  }, [on, screen, step, language]);
}

/** The lines worth hearing: text as shown, without the keys of the number pad. */
export function linesOf(element: HTMLElement | null): string[] {
  if (!element) return [];
  const copy = element.cloneNode(true) as HTMLElement;
  for (const silent of copy.querySelectorAll('[data-silent], [hidden], svg')) silent.remove();
  const parts = copy.querySelectorAll('h1, h2, p, li, dt, dd, label, button');
  const lines = Array.from(parts, (part) => (part.textContent ?? '').replace(/\s+/g, ' ').trim());
  return lines.filter((line, at) => line !== '' && lines.indexOf(line) === at);
}
