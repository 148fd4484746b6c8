/** The addresses of the public pages. */

/** The pages that stand in one branch. */
export type BranchPage = 'kiosk' | 'hall' | 'book';

/** Which page an address means. */
export type Route =
  | { page: 'kiosk'; branchId: string }
  | { page: 'hall'; branchId: string }
  /** No branch is named yet: which one is to be chosen. */
  | { page: 'branches'; of: BranchPage }
  /** Where to go: all branches with their waits. */
  | { page: 'finder' }
  | { page: 'take'; branchId: string }
  | { page: 'ticket'; token: string }
  /** Booking beforehand; the branch stands in the query, where it may be missing. */
  | { page: 'book' }
  | { page: 'appointment'; token: string }
  | { page: 'none' };

/** Reads the path of the address bar. */
export function parseRoute(pathname: string): Route {
  const parts = pathname.split('/').filter(Boolean).map(decode);
  const [page, first, second] = parts;
  if (page === 'kiosk' && first && parts.length === 2) return { page: 'kiosk', branchId: first };
  if (page === 'hall' && first && parts.length === 2) return { page: 'hall', branchId: first };
  if ((page === 'kiosk' || page === 'hall') && parts.length === 1) return { page: 'branches', of: page };
  if (page === 'finder' && parts.length === 1) return { page: 'finder' };
  if (page === 'phone' && first === 'new' && second && parts.length === 3)
    return { page: 'take', branchId: second };
  if (page === 'phone' && first && first !== 'new' && parts.length === 2)
    return { page: 'ticket', token: first };
  if (page === 'book' && parts.length === 1) return { page: 'book' };
  if (page === 'book' && first && parts.length === 2) return { page: 'appointment', token: first };
  return { page: 'none' };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
