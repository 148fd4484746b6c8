import { describe, expect, it } from 'vitest';
import { rowsAt } from '@/public/hall/service-waits';
import type { ServiceQueue } from '@/public/shared/types';

function queues(...waiting: number[]): ServiceQueue[] {
  return waiting.map((count, at) => ({
    service_id: `s${at}`,
    name: `业务${at}`,
    name_en: '',
    waiting: count,
    wait: at % 2 === 0 ? { low_s: 0, high_s: 60 } : null,
    urgent: false,
    staffed: at % 2 === 0,
  }));
}

const shown = (services: ServiceQueue[], turn = 0) =>
  rowsAt(services, turn, 7).rows.map((row) => row.service_id);

describe('the list of services', () => {
  it('shows first what is waited for, then what is served, then the rest', () => {
    expect(shown(queues(0, 0, 4, 0, 0, 1))).toEqual(['s2', 's5', 's0', 's4', 's1', 's3']);
  });

  it('turns pages only when more services are waited for than there are rows', () => {
    const nine = queues(1, 1, 1, 1, 1, 1, 1, 2, 3, 0, 0);
    expect(rowsAt(nine, 0, 7).pages).toBe(2);
    expect(shown(nine, 0)).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6']);
    expect(shown(nine, 1)).toEqual(['s7', 's8', 's10', 's9']);
    expect(shown(nine, 2)).toEqual(shown(nine, 0));
    expect(rowsAt(queues(...Array(20).fill(0)), 3, 7)).toMatchObject({ page: 0, pages: 1 });
  });

  it('keeps what goes before everybody out of the waits', () => {
    const [first, second] = queues(3, 1);
    const urgent = { ...first, urgent: true, wait: null } as ServiceQueue;
    expect(shown([urgent, second as ServiceQueue])).toEqual(['s1', 's0']);
  });

  it('is empty without services', () => {
    expect(rowsAt([], 5, 7)).toEqual({ rows: [], page: 0, pages: 1 });
  });
});
