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
  const name = nameOf(selfService, language);
  return (
    <>
      <h1 tabIndex={-1}>{text.selfTitle(name)}</h1>
      <p className="lead">{hintOf(selfService, language === 'en')}</p>
      <p className="help">{text.selfHelp}</p>
      <div className="choices">
        <button type="button" className="choice choice-main" onClick={onStay}>
          <b>{text.selfStay}</b>
        </button>
        <button type="button" className="choice" onClick={onGo}>
          <b>{text.selfGo(name)}</b>
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
      <h1 tabIndex={-1}>{text.selfGoTitle(nameOf(selfService, language))}</h1>
      {selfService && <p className="lead">{hintOf(selfService, language === 'en')}</p>}
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

function hintOf(selfService: SelfService, english: boolean): string {
  return (english ? selfService.hint_en : selfService.hint) ?? '';
}
