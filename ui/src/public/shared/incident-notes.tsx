/** What cannot be done for a while, told where people wait. */
import { timeText } from '@/public/shared/format';
import { type Language, useLanguage, useWords } from '@/public/shared/language';
import type { IncidentNote } from '@/public/shared/types';
import { commonWords } from '@/public/shared/words';

/** Finds what keeps a service from being done now. */
export function incidentOf(
  incidents: readonly IncidentNote[] | undefined,
  serviceId: string,
): IncidentNote | undefined {
  return incidents?.find(
    (incident) => incident.services.length === 0 || incident.services.includes(serviceId),
  );
}

/** The words of an incident in the language of the page. */
export function incidentText(incident: IncidentNote, language: Language): string {
  return language === 'en' ? incident.text_en : incident.text;
}

interface IncidentNotesProps {
  incidents: readonly IncidentNote[] | undefined;
  now: Date;
  className?: string;
}

/** All that stands, one line each, with when it will probably be over. */
export function IncidentNotes({ incidents, now, className = 'notice notice-soon' }: IncidentNotesProps) {
  const { language } = useLanguage();
  const text = useWords(commonWords);
  if (!incidents || incidents.length === 0) return null;
  return (
    <div className={`${className} incidents`} role="status">
      {incidents.map((incident) => (
        <p key={incident.id}>
          <strong>{incidentText(incident, language)}</strong>
          {incident.expected_until && (
            <span> {text.expectedUntil(timeText(new Date(incident.expected_until), now, language))}</span>
          )}
        </p>
      ))}
    </div>
  );
}
