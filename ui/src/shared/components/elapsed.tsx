import { formatClock, secondsSince } from '../format';
import { useNow } from '../hooks/use-now';

/** A clock that ticks since an instant; screen readers are not told every second. */
export function Elapsed({ since }: { since: string | null | undefined }) {
  const now = useNow();
  return (
    <span className="sw-number" role="timer" aria-live="off">
      {formatClock(secondsSince(since, now))}
    </span>
  );
}
