import type { Session } from '../src/api/types.ts';
import { MockLobby } from './lobby-state.ts';
import { MockOpening } from './opening-state.ts';

/** Everything the mock remembers; tests make one each. */
export class MockWorld {
  lobby = new MockLobby();
  opening = new MockOpening();
  session: Session | null = null;
  demoLoaded = true;
  private listeners = new Set<(kind: string) => void>();

  sitAt(counterId: string | null): void {
    if (this.session) this.session = { ...this.session, counter_id: counterId };
    if (counterId) this.lobby.counter(counterId).staff = 0;
  }

  /** Announces an event to the live streams. */
  tell(kind: string): void {
    for (const listener of this.listeners) listener(kind);
  }

  listen(listener: (kind: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
