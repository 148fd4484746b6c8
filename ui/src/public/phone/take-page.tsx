/** Taking a number on one's own phone, after scanning the code at the door. */
import { useEffect, useReducer } from 'react';
import { initialFlow, reduce } from '@/public/kiosk/flow';
import { FlowScreen } from '@/public/kiosk/flow-screen';
import { ClosedNote } from '@/public/kiosk/screens/start-screen';
import { useKiosk } from '@/public/kiosk/use-kiosk';
import { useTakeNumber } from '@/public/kiosk/use-take-number';
import { kioskWords } from '@/public/kiosk/words';
import { PhoneFrame } from '@/public/phone/phone-frame';
import { phoneWords } from '@/public/phone/words';
import { phoneAddress } from '@/public/shared/address';
import { AskPerson } from '@/public/shared/ask-person';
import { useLanguage, useWords } from '@/public/shared/language';
import { LookProvider, useLook } from '@/public/shared/look';
import type { Kiosk } from '@/public/shared/types';
import { commonWords } from '@/public/shared/words';
import '@/public/styles/flow.css';
import '@/public/styles/phone.css';

export default function TakePage({ branchId }: { branchId: string }) {
  return (
    <LookProvider remember>
      <TakeDoor branchId={branchId} />
    </LookProvider>
  );
}

/** Opens the steps, or says why they stay shut. */
function TakeDoor({ branchId }: { branchId: string }) {
  const kiosk = useKiosk(branchId);
  const text = useWords(kioskWords);
  const common = useWords(commonWords);
  const phone = useWords(phoneWords);
  useEffect(() => {
    document.title = text.title;
  }, [text.title]);
  if (kiosk.value) return <TakeScreens kiosk={kiosk.value} offline={kiosk.offline} />;
  const missing = kiosk.error !== null && !kiosk.error.passing;
  return (
    <PhoneFrame busy={!kiosk.error}>
      {missing && <h1>{common.missingBranch}</h1>}
      {missing && <p>{common.missingBranchHelp}</p>}
      {!missing && <h1>{kiosk.error ? phone.offlineFirst : common.loading}</h1>}
    </PhoneFrame>
  );
}

function TakeScreens({ kiosk, offline }: { kiosk: Kiosk; offline: boolean }) {
  const { language } = useLanguage();
  const { look } = useLook();
  const text = useWords(kioskWords);
  const common = useWords(commonWords);
  const [flow, dispatch] = useReducer(reduce, initialFlow);
  const sending = useTakeNumber(kiosk.branch.id, language, {
    issued: (ticket) => location.replace(phoneAddress(ticket.phone_path, language, look)),
    refused: (error) => dispatch({ act: 'refused', fields: error.fields }),
  });
  const busy = sending.state === 'sending' || sending.state === 'retrying';
  const { step } = flow;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins at the top.
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [step]);

  return (
    <PhoneFrame branch={kiosk.branch}>
      {offline && (
        <p className="notice notice-soon" role="alert">
          {common.offline}
        </p>
      )}
      <div className="flow">
        {step === 'start' && kiosk.preparing && (
          <div role="status">
            <h1>{text.preparing}</h1>
            <p className="lead">{text.preparingHelp}</p>
          </div>
        )}
        {step === 'start' && !kiosk.preparing && (
          <>
            <h1>{kiosk.open ? text.welcomePhone : text.closed}</h1>
            {kiosk.open ? (
              <p className="lead">{text.waitingNow(kiosk.waiting)}</p>
            ) : (
              <ClosedNote kiosk={kiosk} />
            )}
            <button type="button" className="choice choice-main" onClick={() => dispatch({ act: 'begin' })}>
              <b>{kiosk.open ? text.begin : text.takeAnyway}</b>
            </button>
            <a className="button quiet wide" href={bookAddress(kiosk.branch.id, language)}>
              {text.bookInstead}
            </a>
          </>
        )}
        <FlowScreen
          key={step}
          kiosk={kiosk}
          flow={flow}
          dispatch={dispatch}
          sending={sending}
          place="phone"
        />
      </div>
      <footer className="phone-help">
        {flow.past.length > 0 && (
          <button
            type="button"
            className="quiet wide"
            disabled={busy}
            onClick={() => dispatch({ act: 'back' })}
          >
            {text.back}
          </button>
        )}
        <AskPerson branchId={kiosk.branch.id} place="phone" words={flow.need} className="wide ask-person" />
      </footer>
    </PhoneFrame>
  );
}

function bookAddress(branch: string, lang: string): string {
  return `/book?${new URLSearchParams({ branch, lang })}`;
}
