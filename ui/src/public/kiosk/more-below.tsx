import { type RefObject, useEffect, useState } from 'react';
import { kioskWords } from '@/public/kiosk/words';
import { useWords } from '@/public/shared/language';

/** Less than this is a border, not something to read. */
const HIDDEN_PX = 24;
/** How much of the screen a press moves on: what stood at its lower edge stays in sight. */
const STEP_SHARE = 0.7;

/** Says that the screen goes on below its edge, and goes there: not everybody knows that a screen can be pushed. */
export function MoreBelow({ screen }: { screen: RefObject<HTMLElement | null> }) {
  const text = useWords(kioskWords);
  const more = useMoreBelow(screen);
  const goOn = () => {
    const { current } = screen;
    current?.scrollBy(0, current.clientHeight * STEP_SHARE);
  };
  if (!more) return null;
  return (
    <button type="button" className="more-below" onClick={goOn}>
      {text.moreBelow}
    </button>
  );
}

/** Whether a part of the screen is hidden below its edge. */
function useMoreBelow(screen: RefObject<HTMLElement | null>): boolean {
  const [more, setMore] = useState(false);
  useEffect(() => {
    const { current } = screen;
    if (!current) return undefined;
    const look = () => {
      const hidden = current.scrollHeight - current.clientHeight - current.scrollTop;
      setMore(hidden > HIDDEN_PX);
    };
    const changes = new MutationObserver(look);
    changes.observe(current, { childList: true, subtree: true, characterData: true });
    // Large type changes the sizes and nothing else.
    changes.observe(document.documentElement, { attributes: true });
    current.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    look();
    return () => {
      changes.disconnect();
      current.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [screen]);
  return more;
}
