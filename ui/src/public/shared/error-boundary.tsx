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
    setTimeout(reopen, REOPEN_MS);
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

/** Opens the page again once the server answers: leaving it earlier would end on the browser's own error page. */
async function reopen(): Promise<void> {
  const answer = await fetch(location.href, { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  if (answer?.ok) location.reload();
  else setTimeout(reopen, REOPEN_MS);
}
