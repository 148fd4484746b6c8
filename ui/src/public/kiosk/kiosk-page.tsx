/** The kiosk: a number in a few taps, a person in one. */
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { type Flow, initialFlow, orderOf, reduce } from '@/public/kiosk/flow';
import { FlowScreen } from '@/public/kiosk/flow-screen';
import { KioskBar, KioskHeader } from '@/public/kiosk/kiosk-frame';
import { MoreBelow } from '@/public/kiosk/more-below';
import { type Offline, useOffline } from '@/public/kiosk/offline/use-offline';
import { CheckInScreen } from '@/public/kiosk/screens/check-in-screen';
import { SlipScreen } from '@/public/kiosk/screens/slip-screen';
import { StartScreen } from '@/public/kiosk/screens/start-screen';
import { useIdle } from '@/public/kiosk/use-idle';
import { useKiosk } from '@/public/kiosk/use-kiosk';
import { useReadAloud } from '@/public/kiosk/use-read-aloud';
import { type Sending, useTakeNumber } from '@/public/kiosk/use-take-number';
import { kioskWords } from '@/public/kiosk/words';
import { AskPerson } from '@/public/shared/ask-person';
import { ageText } from '@/public/shared/format';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import { LookProvider, useLook } from '@/public/shared/look';
import { PlainMessage } from '@/public/shared/plain-message';
import type { Kiosk, Ticket } from '@/public/shared/types';
import { useDemo } from '@/public/shared/use-demo';
import { useNow } from '@/public/shared/use-now';
import type { Resource } from '@/public/shared/use-resource';
import { commonWords } from '@/public/shared/words';
import '@/public/styles/flow.css';
import '@/public/styles/kiosk.css';
import '@/public/styles/slip.css';
// Last: what a shape of screen changes comes after what it changes.
import '@/public/styles/kiosk-sizes.css';
import '@/public/styles/kiosk-narrow.css';

/** Somebody who waits for the network to come back is not gone; they get longer. */
const RETRYING_IDLE_S = 180;

export default function KioskPage({ branchId }: { branchId: string }) {
  return (
    <LookProvider remember={false}>
      <KioskDoor branchId={branchId} />
    </LookProvider>
  );
}

/** Opens the screens, or says why they stay shut. */
function KioskDoor({ branchId }: { branchId: string }) {
  const kiosk = useKiosk(branchId);
  const text = useWords(kioskWords);
  const common = useWords(commonWords);
  useEffect(() => {
    document.title = text.title;
  }, [text.title]);

  if (kiosk.value) return <KioskScreens kiosk={kiosk.value} resource={kiosk} />;
  if (kiosk.error && !kiosk.error.passing) {
    return (
      <PlainMessage title={common.missingBranch}>
        <p>{common.missingBranchHelp}</p>
      </PlainMessage>
    );
  }
  if (!kiosk.error) return <PlainMessage title={common.loading} busy />;
  return (
    <div className="kiosk">
      <main className="kiosk-main">
        <OfflineNote loadedAt={null} />
      </main>
    </div>
  );
}

function KioskScreens({ kiosk, resource }: { kiosk: Kiosk; resource: Resource<Kiosk> }) {
  const { language, setLanguage } = useLanguage();
  const text = useWords(kioskWords);
  const [flow, dispatch] = useReducer(reduce, initialFlow);
  const { resetLook } = useLook();
  const demo = useDemo();
  const [reading, setReading] = useState(false);
  const main = useRef<HTMLElement>(null);
  const sending = useTakeNumber(kiosk.branch.id, language, {
    issued: (ticket) => dispatch({ act: 'issued', ticket }),
    refused: (error) => dispatch({ act: 'refused', fields: error.fields }),
  });
  const { clear } = sending;
  const reset = useCallback(() => {
    clear();
    dispatch({ act: 'reset' });
    resetLook();
    setReading(false);
    setLanguage('zh-CN');
  }, [clear, resetLook, setLanguage]);

  const offline = useOffline(kiosk, resource);
  const alone = resource.offline && offline.left > 0 && !kiosk.roll;
  const issueAlone = useIssueAlone(offline, flow, sending, (ticket) => dispatch({ act: 'issued', ticket }));

  const [checkingIn, setCheckingIn] = useState(false);
  const busy = checkingIn || sending.state === 'sending' || sending.state === 'retrying';
  const idleSeconds = busy ? RETRYING_IDLE_S : kiosk.idle_seconds;
  const left = useIdle(idleSeconds, flow.step !== 'start', reset);
  useReadAloud(reading, main, `${flow.step} ${sending.state}`, language);
  useFocusOnStep(main, flow.step);
  const atRest = flow.step === 'start';

  return (
    <div className="kiosk" data-step={flow.step}>
      <KioskHeader branch={nameOf(kiosk.branch, language)} left={left} />
      <main className="kiosk-main" ref={main}>
        {alone && flow.step !== 'slip' && (
          <p className="kiosk-quiet" role="status">
            {text.offlineQuiet}
          </p>
        )}
        {atRest && resource.offline && !alone && (
          <OfflineNote loadedAt={resource.loadedAt} usedUp={offline.usedUp} />
        )}
        {atRest && (!resource.offline || alone) && (
          <StartScreen
            kiosk={kiosk}
            onBegin={() => dispatch({ act: 'begin' })}
            onCheckIn={alone ? null : () => dispatch({ act: 'check_in' })}
          />
        )}
        {flow.step === 'check_in' && (
          <CheckInScreen
            branchId={kiosk.branch.id}
            onBusy={setCheckingIn}
            onTicket={(ticket) => dispatch({ act: 'issued', ticket })}
          />
        )}
        {flow.step === 'slip' && flow.ticket && (
          <SlipScreen
            ticket={flow.ticket}
            recognised={flow.careGroup === null}
            phoneHere={demo}
            autoPrint={printsByItself()}
            bridge={offline.bridge}
            roll={kiosk.roll ?? false}
            onDone={reset}
          />
        )}
        <FlowScreen
          key={flow.step}
          kiosk={alone ? withoutWaits(kiosk) : kiosk}
          flow={flow}
          dispatch={(act) => (act.act === 'reset' ? reset() : dispatch(act))}
          sending={sending}
          place="kiosk"
          offline={alone}
          onTake={alone ? issueAlone : undefined}
        />
      </main>
      <MoreBelow screen={main} />
      <KioskBar
        reading={reading}
        onReading={setReading}
        onBack={flow.past.length > 0 ? () => dispatch({ act: 'back' }) : null}
        backDisabled={busy}
        ask={
          <AskPerson
            key={atRest ? 'rest' : 'busy'}
            branchId={kiosk.branch.id}
            place="kiosk"
            token={flow.ticket?.token}
            words={flow.need}
            className="bar-ask"
          />
        }
        backLabel={text.back}
      />
    </div>
  );
}

/** The kiosk without what nobody can tell while the network is down. */
function withoutWaits(kiosk: Kiosk): Kiosk {
  return { ...kiosk, services: kiosk.services.map((service) => ({ ...service, waiting: null })) };
}

/** A number that is on its way for this long and meets no server is issued here instead. */
const ALONE_AFTER_MS = 6_000;

/**
 * Issues a number by itself: when asked, or when the network goes while a number is on its way.
 *
 * Should the server have done its work and only the answer was lost, that other number is called in vain; the visitor has one.
 */
function useIssueAlone(
  offline: Offline,
  flow: Flow,
  sending: Sending,
  issued: (ticket: Ticket) => void,
): () => void {
  const { issue, left } = offline;
  const { clear } = sending;
  const heard = useRef(issued);
  heard.current = issued;
  const taking = useRef(false);
  const now = useCallback(() => {
    if (taking.current) return;
    taking.current = true;
    issue(orderOf(flow, 'kiosk'))
      .then((ticket) => {
        if (!ticket) return;
        clear();
        heard.current(ticket);
      })
      .finally(() => {
        taking.current = false;
      });
  }, [issue, flow, clear]);
  const lost = sending.state === 'retrying' && sending.error?.trouble === 'offline' && left > 0;
  useEffect(() => {
    if (!lost) return undefined;
    const timer = setTimeout(now, ALONE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [lost, now]);
  return now;
}

/** Says that the kiosk cannot work, and what the visitor does instead. */
function OfflineNote({ loadedAt, usedUp = false }: { loadedAt: number | null; usedUp?: boolean }) {
  const { language } = useLanguage();
  const text = useWords(kioskWords);
  const now = useNow(1_000);
  return (
    <div className="offline" role="alert">
      <h1 tabIndex={-1}>{text.offlineTitle}</h1>
      <p className="lead">{text.offlineHelp}</p>
      <p className="help" lang={language === 'en' ? 'zh-CN' : 'en'}>
        {kioskWords[language === 'en' ? 'zh-CN' : 'en'].offlineHelp}
      </p>
      {usedUp && <p className="help">{text.offlineEmpty}</p>}
      {loadedAt !== null && <p className="help">{text.offlineSince(ageText(now - loadedAt, language))}</p>}
    </div>
  );
}

/** Moves the focus to the new screen's heading, where keyboards and screen readers go on; fields keep theirs. */
function useFocusOnStep(main: React.RefObject<HTMLElement | null>, step: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when the step changes.
  useEffect(() => {
    window.scrollTo(0, 0);
    main.current?.scrollTo(0, 0);
    if (main.current?.contains(document.activeElement)) return;
    main.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [main, step]);
}

function printsByItself(): boolean {
  return new URLSearchParams(location.search).get('print') === '1';
}
