import { useEffect, useRef } from 'react';

/** What a key does with the chosen item. */
export type KeyAct = 'done' | 'problem' | 'not_applicable' | 'undo';

const ACTS: Record<string, KeyAct> = {
  ' ': 'done',
  enter: 'done',
  p: 'problem',
  n: 'not_applicable',
  u: 'undo',
};

interface Keys {
  count: number;
  chosen: number;
  choose: (index: number) => void;
  act: (act: KeyAct) => void;
}

/** J and K move through a list, the other keys act on what is chosen; typing and open dialogs are left alone. */
export function useChecklistKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (
        target instanceof HTMLElement &&
        target.closest('input, textarea, button, a, [role="dialog"], label')
      )
        return;
      const { count, chosen, choose, act } = latest.current;
      const key = event.key.toLowerCase();
      if (key === 'j' || key === 'arrowdown') choose(Math.min(chosen + 1, count - 1));
      else if (key === 'k' || key === 'arrowup') choose(Math.max(chosen - 1, 0));
      else if (ACTS[key] && chosen >= 0) act(ACTS[key]);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, []);
}
