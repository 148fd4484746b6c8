import { Pager } from '@/public/kiosk/pager';
import { kioskWords } from '@/public/kiosk/words';
import { incidentOf, incidentText } from '@/public/shared/incident-notes';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import { isStaffed } from '@/public/shared/staffing-notes';
import type { IncidentNote, Kiosk, KioskService } from '@/public/shared/types';

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
        {(service) => (
          <ServiceChoice
            key={service.id}
            service={service}
            incident={incidentOf(kiosk.incidents, service.id)}
            onChoose={() => onChoose(service)}
          />
        )}
      </Pager>
    </>
  );
}

interface ServiceChoiceProps {
  service: KioskService;
  /** What keeps it from being done now; a number can be taken all the same, and keeps its place. */
  incident?: IncidentNote | undefined;
  onChoose: () => void;
}

/** One service as a large button: its name, what it is for, how many wait. */
export function ServiceChoice({ service, incident, onChoose }: ServiceChoiceProps) {
  const { language } = useLanguage();
  const text = useWords(kioskWords);
  const description = language === 'en' ? service.description_en : service.description;
  return (
    <button type="button" className="choice" onClick={onChoose}>
      <b>{nameOf(service, language)}</b>
      {description && <span>{description}</span>}
      {incident && <small className="soon">{incidentText(incident, language)}</small>}
      {isStaffed(service) ? (
        <small>{text.serviceInfo(service.waiting, service.typical_minutes)}</small>
      ) : (
        <small className="soon">{text.serviceUnstaffed}</small>
      )}
    </button>
  );
}
