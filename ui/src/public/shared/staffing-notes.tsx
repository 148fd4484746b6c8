import type { ReactNode } from 'react';
import { useWords } from '@/public/shared/language';
import type { WaitRange } from '@/public/shared/types';
import { commonWords } from '@/public/shared/words';

interface UnstaffedNoteProps {
  /** What the visitor does about it. */
  help: string;
  /** A button that does it. */
  children?: ReactNode;
}

/** Says that nobody on duty can serve this now, and who helps: an empty wait would say nothing. */
export function UnstaffedNote({ help, children }: UnstaffedNoteProps) {
  const text = useWords(commonWords);
  return (
    <div className="notice notice-soon unstaffed">
      <strong>{text.unstaffed}</strong>
      <p>{help}</p>
      {children}
    </div>
  );
}

/** Says that a wait rests on plans, since the counters concerned have not opened yet. */
export function PlannedNote({ wait }: { wait: WaitRange | null }) {
  const text = useWords(commonWords);
  return wait?.basis === 'planned' ? <p className="help">{text.planned}</p> : null;
}

/**
 * Whether somebody on duty, or planned for this hour, can serve it. A ticket that a phone has kept since an older page does
 * not say, and is served.
 */
export function isStaffed(served: { staffed: boolean } | null): boolean {
  return served?.staffed !== false;
}
