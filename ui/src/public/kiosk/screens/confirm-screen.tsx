import type { Flow } from '@/public/kiosk/flow';
import { SendingNote } from '@/public/kiosk/sending-note';
import type { Sending } from '@/public/kiosk/use-take-number';
import { kioskWords } from '@/public/kiosk/words';
import { masked } from '@/public/shared/identity';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import { isStaffed, UnstaffedNote } from '@/public/shared/staffing-notes';
import type { CareGroup, KioskService } from '@/public/shared/types';

interface ConfirmScreenProps {
  flow: Flow;
  service: KioskService | null;
  care: CareGroup | null;
  sending: Sending;
  onAccessible: (accessible: boolean) => void;
  onTake: () => void;
}

/** Shows what was said and sends it; while the network is gone it says so and goes on trying. */
export function ConfirmScreen({ flow, service, care, sending, onAccessible, onTake }: ConfirmScreenProps) {
  const { language } = useLanguage();
  const text = useWords(kioskWords);
  const busy = sending.state === 'sending' || sending.state === 'retrying';
  const identity = flow.identity;
  return (
    <>
      <h1 tabIndex={-1}>{text.confirmTitle}</h1>
      {!isStaffed(service) && <UnstaffedNote help={text.takeUnstaffed} />}
      <div className="confirm">
        <dl className="facts">
          <Fact name={text.confirmService} value={nameOf(service, language)} />
          {flow.need && <Fact name={text.confirmNeed} value={flow.need} />}
          <Fact
            name={text.confirmIdentity}
            value={identity ? `${text.kinds[identity.kind]} ${masked(identity.value)}` : text.notGiven}
          />
          {care && <Fact name={text.confirmCare} value={nameOf(care, language)} />}
          {!care && identity?.kind === 'resident_id' && (
            <Fact name={text.confirmCare} value={text.careByCard} />
          )}
          {service && service.papers.length > 0 && (
            <Fact
              name={text.papers}
              value={service.papers
                .map((paper) => nameOf(paper, language))
                .join(language === 'en' ? ', ' : '、')}
            />
          )}
        </dl>
        <div className="confirm-act">
          <label className="tick">
            <input
              type="checkbox"
              checked={flow.accessible}
              disabled={busy}
              onChange={(event) => onAccessible(event.target.checked)}
            />
            <span>{text.accessible}</span>
          </label>
          <SendingNote sending={sending} />
          <button type="button" className="choice choice-main" disabled={busy} onClick={onTake}>
            <b>{busy ? text.taking : text.take}</b>
          </button>
        </div>
      </div>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
