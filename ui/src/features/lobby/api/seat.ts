import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Session } from '@/api/types';
import { boardQuery } from './board';
import { deskQuery } from './desk';

async function sitsAt(client: QueryClient, counterId: string, staffId: string): Promise<boolean> {
  const { counter } = await client.fetchQuery(deskQuery(counterId));
  return counter.state !== 'closed' && counter.staff?.id === staffId;
}

/** The open counters of the board whose teller has my name: mine is among them. */
async function namesakes(client: QueryClient, session: Session): Promise<string[]> {
  if (!session.branch || !session.permissions.includes('board:read')) return [];
  const board = await client.fetchQuery(boardQuery(session.branch.id));
  return board.counters
    .filter((counter) => counter.staff_name === session.staff.name && counter.state !== 'closed')
    .map((counter) => counter.id);
}

/**
 * The counter that I have opened; null when I sit at none.
 *
 * The session knows only the counter of the roster, and whoever helps out opens another one.
 */
export const seatQuery = (client: QueryClient, session: Session) =>
  queryOptions({
    queryKey: ['seat', session.staff.id, session.branch?.id ?? null],
    staleTime: 60_000,
    queryFn: async () => {
      const planned = session.counter_id;
      if (planned && (await sitsAt(client, planned, session.staff.id))) return planned;
      for (const counterId of await namesakes(client, session)) {
        if (await sitsAt(client, counterId, session.staff.id)) return counterId;
      }
      return null;
    },
  });
