import { useEffect, useRef } from 'react';

/** A key by its `KeyboardEvent.key`, with Ctrl (or Command) or Shift when asked. */
export interface Hotkey {
  key: string;
  ctrl?: boolean;
  shift?: boolean;
  /** For the dialog itself: the key acts while one is open. */
  inDialog?: boolean;
}

function matches(event: KeyboardEvent, hotkey: Hotkey): boolean {
  const ctrl = event.ctrlKey || event.metaKey;
  return (
    event.key.toLowerCase() === hotkey.key.toLowerCase() &&
    ctrl === (hotkey.ctrl ?? false) &&
    event.shiftKey === (hotkey.shift ?? false) &&
    !event.altKey
  );
}

/** Whether a dialog or a drawer is open: keys of the page behind it must not act. */
function dialogOpen(): boolean {
  return document.querySelector('[aria-modal="true"]:not([style*="display: none"])') !== null;
}

/**
 * Runs an action on a key anywhere in the page, except while a dialog is open.
 *
 * The browser's own meaning of the key is always suppressed, so that F3 never opens its search at a desk.
 */
export function useHotkey(hotkey: Hotkey, action: () => void, enabled = true): void {
  const latest = useRef({ action, enabled });
  useEffect(() => {
    latest.current = { action, enabled };
  });
  const { key, ctrl, shift, inDialog = false } = hotkey;
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      if (!matches(event, { key, ctrl, shift })) return;
      event.preventDefault();
      if (!event.repeat && latest.current.enabled && (inDialog || !dialogOpen())) latest.current.action();
    };
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, [key, ctrl, shift, inDialog]);
}
