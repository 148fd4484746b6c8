import { kioskWords } from '@/public/kiosk/words';
import { useWords } from '@/public/shared/language';
import type { IdentityKind } from '@/public/shared/types';

const KINDS: readonly IdentityKind[] = ['resident_id', 'bank_card', 'phone'];

interface IdentifyScreenProps {
  onKind: (kind: IdentityKind) => void;
  onAnonymous: () => void;
}

/** Asks how the visitor wants to be known, if at all. */
export function IdentifyScreen({ onKind, onAnonymous }: IdentifyScreenProps) {
  const text = useWords(kioskWords);
  return (
    <>
      <h1 tabIndex={-1}>{text.identifyTitle}</h1>
      <p className="lead">{text.identifyHelp}</p>
      <div className="choices">
        {KINDS.map((kind) => (
          <button type="button" key={kind} className="choice" onClick={() => onKind(kind)}>
            <b>{text.kinds[kind]}</b>
          </button>
        ))}
        <button type="button" className="choice choice-quiet" onClick={onAnonymous}>
          <b>{text.anonymous}</b>
        </button>
      </div>
    </>
  );
}
