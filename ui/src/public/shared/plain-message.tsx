import type { ReactNode } from 'react';

interface PlainMessageProps {
  title: string;
  /** Something else will stand here in a moment. */
  busy?: boolean;
  children?: ReactNode;
}

/** A whole page that only says something: opening, not found, closed. */
export function PlainMessage({ title, busy, children }: PlainMessageProps) {
  return (
    <main className="plain" aria-busy={busy}>
      <h1>{title}</h1>
      {children}
    </main>
  );
}
