import { Pager } from '@/public/kiosk/pager';
import { kioskWords } from '@/public/kiosk/words';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import { isStaffed } from '@/public/shared/staffing-notes';
import type { Kiosk, KioskService } from '@/public/shared/types';

interface ServicesScreenProps {
  kiosk: Kiosk;
  /** Four at a time, which a standing screen needs; a phone is used to being pushed. */
  paged: boolean;
  onChoose: (service: KioskService) => void;
}

const A_SCREENFUL = 4;

/** All services of the branch. */
export function ServicesScreen({ kiosk, paged, onChoose }: ServicesScreenProps) {
  const text = useWords(kioskWords);
  if (kiosk.services.length === 0) {
    return (
      <>
        <h1 tabIndex={-1}>{text.noServices}</h1>
        <p className="lead">{text.noServicesHelp}</p>
      </>
    );
  }
  return (
    <>
      <h1 tabIndex={-1}>{text.servicesTitle}</h1>
      <Pager items={kiosk.services} size={paged ? A_SCREENFUL : kiosk.services.length}>
        {(service) => <ServiceChoice key={service.id} service={service} onChoose={() => onChoose(service)} />}
      </Pager>
    </>
  );
}

/** One service as a large button: its name, what it is for, how many wait. */
export function ServiceChoice({ service, onChoose }: { service: KioskService; onChoose: () => void }) {
  const { language } = useLanguage();
  const text = useWords(kioskWords);
  const description = language === 'en' ? service.description_en : service.description;
  return (
    <button type="button" className="choice" onClick={onChoose}>
      <b>{nameOf(service, language)}</b>
      {description && <span>{description}</span>}
      {isStaffed(service) ? (
        <small>{text.serviceInfo(service.waiting, service.typical_minutes)}</small>
      ) : (
        <small className="soon">{text.serviceUnstaffed}</small>
      )}
    </button>
  );
}
