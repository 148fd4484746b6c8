import { Component, type ReactNode } from 'react';
import { commonWords } from '@/public/shared/words';

const REOPEN_MS = 10_000;

/** Catches what no page caught: says so in both languages and opens the page again by itself. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(): void {
    setTimeout(() => location.reload(), REOPEN_MS);
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="plain" role="alert">
        <h1>{commonWords['zh-CN'].broken}</h1>
        <p>{commonWords['zh-CN'].brokenHelp}</p>
        <p lang="en">{commonWords.en.brokenHelp}</p>
      </main>
    );
  }
}
