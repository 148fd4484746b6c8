import { kioskWords } from '@/public/kiosk/words';
import { IncidentNotes } from '@/public/shared/incident-notes';
import { type Language, useLanguage, useWords } from '@/public/shared/language';
import type { Kiosk } from '@/public/shared/types';

interface StartScreenProps {
  kiosk: Kiosk;
  onBegin: () => void;
  /** Somebody booked beforehand; `null` without a network, when nobody knows how many wait either. */
  onCheckIn: (() => void) | null;
}

/** The kiosk at rest: one tap chooses the language and begins. */
export function StartScreen({ kiosk, onBegin, onCheckIn }: StartScreenProps) {
  const { setLanguage } = useLanguage();
  const text = useWords(kioskWords);
  const begin = (language: Language) => {
    setLanguage(language);
    onBegin();
  };
  if (kiosk.preparing) return <PreparingNote />;
  return (
    <>
      <h1 tabIndex={-1}>{kiosk.open ? text.welcome : text.closed}</h1>
      {kiosk.open && onCheckIn && <p className="lead">{text.waitingNow(kiosk.waiting)}</p>}
      {!kiosk.open && <ClosedNote kiosk={kiosk} />}
      <IncidentNotes incidents={kiosk.incidents} now={new Date(kiosk.now)} />
      <div className="choices choices-two">
        <button type="button" className="choice choice-main" lang="zh-CN" onClick={() => begin('zh-CN')}>
          <b>中文</b>
          <span>{kioskWords['zh-CN'].begin}</span>
        </button>
        <button type="button" className="choice choice-main" lang="en" onClick={() => begin('en')}>
          <b>English</b>
          <span>{kioskWords.en.begin}</span>
        </button>
        {onCheckIn && (
          <button type="button" className="choice" onClick={onCheckIn}>
            <b>{kioskWords['zh-CN'].checkIn}</b>
            <span lang="en">{kioskWords.en.checkIn}</span>
          </button>
        )}
      </div>
    </>
  );
}

/** Says in both languages that no number is given out yet. */
function PreparingNote() {
  const { language } = useLanguage();
  const text = useWords(kioskWords);
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <div className="offline" role="status">
      <h1 tabIndex={-1}>{text.preparing}</h1>
      <p className="lead">{text.preparingHelp}</p>
      <p className="lead" lang={other}>
        {kioskWords[other].preparing}
      </p>
      <p className="help" lang={other}>
        {kioskWords[other].preparingHelp}
      </p>
    </div>
  );
}

/** Says when the branch is open and whom to turn to. */
export function ClosedNote({ kiosk }: { kiosk: Kiosk }) {
  const text = useWords(kioskWords);
  const hours = kiosk.hours_today.map((span) => `${span.from}–${span.to}`).join('，');
  return (
    <div className="notice notice-soon">
      <p>{hours ? `${text.closedHours} ${hours}` : text.closedToday}</p>
      <p>
        {text.closedHelp} {kiosk.branch.phone}
      </p>
    </div>
  );
}
