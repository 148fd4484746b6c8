import { useEffect, useRef, useState } from 'react';

// Not `pointermove`: what a finger or mouse is on its way to must not vanish before it arrives.
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'input', 'wheel', 'touchstart'] as const;

/**
 * Counts down while nobody touches the screen and answers the seconds left, `null` when not counting.
 *
 * `onIdle` is called once, when the count reaches zero.
 */
export function useIdle(seconds: number, counting: boolean, onIdle: () => void): number | null {
  const [left, setLeft] = useState(seconds);
  const idle = useRef(onIdle);
  idle.current = onIdle;

  useEffect(() => {
    if (!counting) return undefined;
    let last = Date.now();
    setLeft(seconds);
    const alive = () => {
      last = Date.now();
      setLeft(seconds);
    };
    const timer = setInterval(() => {
      const rest = Math.max(0, seconds - Math.floor((Date.now() - last) / 1000));
      setLeft(rest);
      if (rest > 0) return;
      clearInterval(timer);
      idle.current();
    }, 500);
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, alive, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, alive);
    };
  }, [seconds, counting]);
  return counting ? left : null;
}
