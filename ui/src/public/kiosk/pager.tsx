import { type ReactNode, useState } from 'react';
import { kioskWords } from '@/public/kiosk/words';
import { useWords } from '@/public/shared/language';

interface PagerProps<T> {
  items: readonly T[];
  /** How many at once. */
  size: number;
  children: (item: T) => ReactNode;
}

/** Choices, a few at a time. */
export function Pager<T>({ items, size, children }: PagerProps<T>) {
  const text = useWords(kioskWords);
  const [page, turn] = useState(0);
  const pages = Math.max(1, Math.ceil(items.length / size));
  const shown = Math.min(page, pages - 1);
  return (
    <>
      <div className="choices">{items.slice(shown * size, shown * size + size).map(children)}</div>
      {pages > 1 && (
        <nav className="pager" aria-label={text.pageOf(shown + 1, pages)}>
          <button type="button" disabled={shown === 0} onClick={() => turn(shown - 1)}>
            {text.previous}
          </button>
          <output data-silent>{text.pageOf(shown + 1, pages)}</output>
          <button type="button" disabled={shown === pages - 1} onClick={() => turn(shown + 1)}>
            {text.nextPage}
          </button>
        </nav>
      )}
    </>
  );
}
