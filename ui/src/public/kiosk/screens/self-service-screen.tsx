import { kioskWords } from '@/public/kiosk/words';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import type { SelfService } from '@/public/shared/types';

interface SelfServiceScreenProps {
  selfService: SelfService;
  onGo: () => void;
  onStay: () => void;
}

/** Offers a way without waiting. The counter stays the first choice on the screen. */
export function SelfServiceScreen({ selfService, onGo, onStay }: SelfServiceScreenProps) {
  const { language } = useLanguage();
  const text = useWords(kioskWords);
  return (
    <>
      <h1 tabIndex={-1}>{text.selfTitle}</h1>
      <Machine selfService={selfService} english={language === 'en'} />
      <p className="help">{text.selfHelp}</p>
      <div className="choices">
        <button type="button" className="choice choice-main" onClick={onStay}>
          <b>{text.selfStay}</b>
        </button>
        <button type="button" className="choice" onClick={onGo}>
          <b>{text.selfGo}</b>
        </button>
      </div>
    </>
  );
}

interface SelfServiceGoScreenProps {
  selfService: SelfService | null;
  onStay: () => void;
  onReset: () => void;
}

/** Tells where to go and leaves the way back open. */
export function SelfServiceGoScreen({ selfService, onStay, onReset }: SelfServiceGoScreenProps) {
  const { language } = useLanguage();
  const text = useWords(kioskWords);
  return (
    <>
      <h1 tabIndex={-1}>{text.selfGoTitle}</h1>
      {selfService && <Machine selfService={selfService} english={language === 'en'} />}
      <p className="help">{text.selfGoHelp}</p>
      <div className="choices">
        <button type="button" className="choice choice-main" onClick={onReset}>
          <b>{text.toStart}</b>
        </button>
        <button type="button" className="choice" onClick={onStay}>
          <b>{text.selfChange}</b>
        </button>
      </div>
    </>
  );
}

/** A machine, an app or a telephone line: its name stands by itself, because no sentence fits around all of them. */
function Machine({ selfService, english }: { selfService: SelfService; english: boolean }) {
  const hint = english ? selfService.hint_en : selfService.hint;
  return (
    <div className="machine">
      <p className="lead">
        <strong>{nameOf(selfService, english ? 'en' : 'zh-CN')}</strong>
      </p>
      {hint && <p className="lead">{hint}</p>}
    </div>
  );
}
