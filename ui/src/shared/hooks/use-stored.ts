import { useState } from 'react';

/** State that this machine remembers, such as the sizes of panes. Unreadable values count as absent. */
export function useStored<T>(key: string, initial: T): [T, (value: T) => void] {
  const name = `shouwen.${key}`;
  const [value, setValue] = useState<T>(() => {
    try {
      const text = localStorage.getItem(name);
      return text === null ? initial : (JSON.parse(text) as T);
    } catch {
      return initial;
    }
  });
  const store = (next: T) => {
    localStorage.setItem(name, JSON.stringify(next));
    setValue(next);
  };
  return [value, store];
}
