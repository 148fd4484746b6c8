import { kioskWords } from '@/public/kiosk/words';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import type { CareGroup } from '@/public/shared/types';

interface CareScreenProps {
  groups: readonly CareGroup[];
  onChoose: (code: string | null) => void;
}

/** Asks for a need of care, all groups on one screen; nobody has to answer, and what a document tells need not be said. */
export function CareScreen({ groups, onChoose }: CareScreenProps) {
  const { language } = useLanguage();
  const text = useWords(kioskWords);
  return (
    <>
      <h1 tabIndex={-1}>{text.careTitle}</h1>
      <p className="lead">{text.careHelp}</p>
      <div className="choices care-groups">
        {groups.map((group) => {
          const evidence = language === 'en' ? group.evidence_en : group.evidence;
          return (
            <button type="button" key={group.code} className="choice" onClick={() => onChoose(group.code)}>
              <b>{nameOf(group, language)}</b>
              {evidence && <span>{evidence}</span>}
            </button>
          );
        })}
      </div>
      <button type="button" className="choice choice-main care-none" onClick={() => onChoose(null)}>
        <b>{text.careNone}</b>
      </button>
    </>
  );
}
