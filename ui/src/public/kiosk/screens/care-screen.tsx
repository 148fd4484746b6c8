import { Pager } from '@/public/kiosk/pager';
import { kioskWords } from '@/public/kiosk/words';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import type { CareGroup } from '@/public/shared/types';

interface CareScreenProps {
  groups: readonly CareGroup[];
  onChoose: (code: string | null) => void;
}

/** Asks for a need of care; nobody has to answer. */
export function CareScreen({ groups, onChoose }: CareScreenProps) {
  const { language } = useLanguage();
  const text = useWords(kioskWords);
  const none = (
    <button type="button" className="choice choice-main" onClick={() => onChoose(null)}>
      <b>{text.careNone}</b>
    </button>
  );
  return (
    <>
      <h1 tabIndex={-1}>{text.careTitle}</h1>
      <p className="lead">{text.careHelp}</p>
      <Pager items={groups} size={3} always={none}>
        {(group) => {
          const evidence = language === 'en' ? group.evidence_en : group.evidence;
          return (
            <button type="button" key={group.code} className="choice" onClick={() => onChoose(group.code)}>
              <b>{nameOf(group, language)}</b>
              {evidence && <span>{text.evidence(evidence)}</span>}
            </button>
          );
        }}
      </Pager>
    </>
  );
}
