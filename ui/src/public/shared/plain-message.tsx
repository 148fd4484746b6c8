import type { ReactNode } from 'react';

/** A whole page that only says something: opening, not found, closed. */
export function PlainMessage({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <main className="plain">
      <h1>{title}</h1>
      {children}
    </main>
  );
}
