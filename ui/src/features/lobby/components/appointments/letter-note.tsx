import { useTranslation } from 'react-i18next';
import type { AppointmentLetter } from '@/api/types';
import { useFormat } from '@/shared/use-format';

interface Props {
  email: string | null | undefined;
  letter: AppointmentLetter;
}

/** Where the latest mail went and how; one that was not taken stands out, because the customer has to be called. */
export function LetterNote({ email, letter }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const failed = letter.state === 'given_up' || letter.state === 'unknown';
  const reason = letter.note ? t(`lobby.appointments.mail.note.${noteOf(letter.note)}`) : '';
  return (
    <div className={failed ? 'sw-chip sw-chip-amber' : 'sw-muted'}>
      {email} {t(`lobby.appointments.mail.kind.${letter.kind}`)}
      {t('shared.comma')}
      {t(`lobby.appointments.mail.state.${letter.state}`)} {format.time(letter.since)}
      {reason ? ` (${reason})` : null}
    </div>
  );
}

/** Words stand for themselves; of the mail server's numbers only the first digit says something to staff. */
function noteOf(note: string): 'away' | 'encryption' | 'unwritable' | 'later' | 'refused' {
  if (note === 'away' || note === 'encryption' || note === 'unwritable') return note;
  return note.startsWith('4') ? 'later' : 'refused';
}
