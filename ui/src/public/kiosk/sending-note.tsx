import type { Sending } from '@/public/kiosk/use-take-number';
import { kioskWords } from '@/public/kiosk/words';
import { useWords } from '@/public/shared/language';

/** Says that a number is still on its way, or why there is none. */
export function SendingNote({ sending }: { sending: Pick<Sending, 'state' | 'error'> }) {
  const text = useWords(kioskWords);
  if (sending.state === 'retrying') {
    const busy = sending.error?.trouble === 'busy';
    return (
      <div className="notice notice-soon" role="alert">
        <strong>{busy ? text.taking : text.retryTitle}</strong>
        <p>{sending.error?.message || (busy ? text.busyHelp : text.retryHelp)}</p>
        {sending.error?.message && <p>{text.retryHelp}</p>}
      </div>
    );
  }
  if (sending.state === 'refused') {
    return (
      <div className="notice notice-late" role="alert">
        <strong>{text.refusedTitle}</strong>
        <p>{sending.error?.message || text.refusedHelp}</p>
      </div>
    );
  }
  return null;
}
