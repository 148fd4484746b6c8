/** Large type and high contrast: two switches that work together, on every page that a customer holds or touches. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { keepInAddress, type Look, lookIn, PLAIN_LOOK } from '@/public/shared/address';
import { useWords } from '@/public/shared/language';
import { commonWords } from '@/public/shared/words';
import '@/public/styles/look.css';

interface LookState {
  look: Look;
  setLook: (look: Look) => void;
  /** Back to how the page was opened. */
  resetLook: () => void;
}

const LookContext = createContext<LookState>({
  look: PLAIN_LOOK,
  setLook: () => undefined,
  resetLook: () => undefined,
});
const STORED = 'shouwen.look';
const SWITCHES = ['large', 'contrast'] as const;

/**
 * Provides the look and keeps the document in step with it.
 *
 * With `remember` the choice outlives the page; a kiosk forgets it, because the next visitor is another person.
 */
export function LookProvider({ remember, children }: { remember: boolean; children: ReactNode }) {
  const [look, choose] = useState<Look>(() => initialLook(remember));
  useEffect(() => {
    const root = document.documentElement;
    for (const name of SWITCHES) root.toggleAttribute(`data-${name}`, look[name]);
    return () => {
      for (const name of SWITCHES) root.removeAttribute(`data-${name}`);
    };
  }, [look]);
  const state = useMemo(() => {
    const setLook = (next: Look) => {
      if (remember) store(next);
      choose(next);
    };
    return { look, setLook, resetLook: () => choose(initialLook(remember)) };
  }, [look, remember]);
  return <LookContext value={state}>{children}</LookContext>;
}

/** The look and its setters. */
export function useLook(): LookState {
  return useContext(LookContext);
}

/** The two switches. */
export function LookButtons({ className }: { className?: string }) {
  const { look, setLook } = useLook();
  const text = useWords(commonWords);
  return SWITCHES.map((name) => (
    <button
      type="button"
      key={name}
      className={className}
      aria-pressed={look[name]}
      onClick={() => setLook({ ...look, [name]: !look[name] })}
    >
      {text.looks[name]}
    </button>
  ));
}

function initialLook(remember: boolean): Look {
  return lookIn(location.search) ?? ((remember && stored()) || PLAIN_LOOK);
}

function stored(): Look | null {
  try {
    return lookIn(localStorage.getItem(STORED) ?? '');
  } catch {
    return null;
  }
}

function store(look: Look): void {
  const choices = { large: String(look.large), contrast: String(look.contrast) };
  keepInAddress(choices);
  try {
    localStorage.setItem(STORED, new URLSearchParams(choices).toString());
  } catch {
    // A browser that keeps nothing still shows the chosen look until it is closed.
  }
}
