import { useSyncExternalStore } from 'react';

/** What the person chose; `system` follows the machine. */
export type ModeChoice = 'light' | 'dark' | 'system';

const STORED = 'shouwen.mode';
const watchers = new Set<() => void>();

function prefersDark(): MediaQueryList | null {
  return typeof window.matchMedia === 'function' ? window.matchMedia('(prefers-color-scheme: dark)') : null;
}

/** The choice remembered on this machine; light until somebody chooses. */
export function modeChoice(): ModeChoice {
  const stored = localStorage.getItem(STORED);
  return stored === 'dark' || stored === 'system' ? stored : 'light';
}

/** Remembers a choice and applies it at once. */
export function chooseMode(choice: ModeChoice): void {
  localStorage.setItem(STORED, choice);
  for (const watcher of watchers) watcher();
}

function effectiveMode(): 'light' | 'dark' {
  const choice = modeChoice();
  if (choice !== 'system') return choice;
  return prefersDark()?.matches ? 'dark' : 'light';
}

function watch(listener: () => void): () => void {
  const media = prefersDark();
  watchers.add(listener);
  media?.addEventListener('change', listener);
  return () => {
    watchers.delete(listener);
    media?.removeEventListener('change', listener);
  };
}

/** The mode in force, light or dark. */
export function useMode(): 'light' | 'dark' {
  return useSyncExternalStore(watch, effectiveMode);
}

/** The choice as made, for the menu. */
export function useModeChoice(): ModeChoice {
  return useSyncExternalStore(watch, modeChoice);
}

function motionQuery(): MediaQueryList | null {
  return typeof window.matchMedia === 'function'
    ? window.matchMedia('(prefers-reduced-motion: reduce)')
    : null;
}

function watchMotion(listener: () => void): () => void {
  const media = motionQuery();
  media?.addEventListener('change', listener);
  return () => media?.removeEventListener('change', listener);
}

/** Whether this person asked the machine for less motion. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(watchMotion, () => motionQuery()?.matches ?? false);
}
