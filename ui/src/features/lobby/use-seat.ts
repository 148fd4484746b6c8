import { useQuery } from '@tanstack/react-query';
import { useCan, useSession } from '@/shared/session';
import { seatQuery } from './api/seat';

/** The counter that I have opened; its id is null while I sit at none. */
export function useSeat() {
  const { staff } = useSession();
  const can = useCan();
  const query = useQuery({ ...seatQuery(staff.id), enabled: can('visit:call') });
  return { query, counterId: query.data ?? null };
}
