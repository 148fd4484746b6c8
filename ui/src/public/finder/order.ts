/** In which order branches stand: where one is served soonest comes first. */
import type { FinderBranch, ServiceQueue } from '@/public/shared/types';

/** What a branch says of a service. */
export function queueOf(branch: FinderBranch, serviceId: string): ServiceQueue | undefined {
  return branch.services.find((service) => service.service_id === serviceId);
}

/** The services that any branch offers, each once, in the order of the first branch that has it. */
export function offered(branches: FinderBranch[]): ServiceQueue[] {
  const all = new Map<string, ServiceQueue>();
  for (const service of branches.flatMap((branch) => branch.services))
    if (!all.has(service.service_id)) all.set(service.service_id, service);
  return [...all.values()];
}

/** How far down a branch stands: open before closed, then by the wait; what cannot be told stands behind. */
function rank(branch: FinderBranch, serviceId: string): number {
  const closed = branch.open ? 0 : 1e9;
  if (!serviceId) return closed + (branch.wait?.high_s ?? branch.waiting);
  const queue = queueOf(branch, serviceId);
  if (!queue) return 4e9;
  if (!queue.staffed) return closed + 2e8;
  return closed + (queue.wait?.high_s ?? 0);
}

/** The branches in order for a service; an empty id means any. */
export function inOrder(branches: FinderBranch[], serviceId: string): FinderBranch[] {
  return [...branches].sort((one, other) => rank(one, serviceId) - rank(other, serviceId));
}
