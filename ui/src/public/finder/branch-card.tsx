/** One branch: where it is, whether it is open, how long one waits there, and how to take a number. */
import { queueOf } from '@/public/finder/order';
import { type FinderWords, finderWords } from '@/public/finder/words';
import { timeText, waitText } from '@/public/shared/format';
import { IncidentNotes } from '@/public/shared/incident-notes';
import { addressOf, type Language, nameOf, useLanguage, useWords } from '@/public/shared/language';
import type { FinderBranch } from '@/public/shared/types';

interface Props {
  branch: FinderBranch;
  /** The service that is looked for; empty means any. */
  serviceId: string;
  now: Date;
}

export function BranchCard({ branch, serviceId, now }: Props) {
  const { language } = useLanguage();
  const text = useWords(finderWords);
  const name = nameOf(branch, language);
  const queue = serviceId ? queueOf(branch, serviceId) : undefined;
  const offered = !serviceId || queue !== undefined;
  return (
    <article aria-label={name} data-open={branch.open}>
      <h2>{name}</h2>
      <p className="help">{addressOf(branch, language)}</p>
      <p className="finder-state">
        {stateOf(branch, now, text, language)}
        {branch.hours_today.length > 0 && (
          <span className="help">
            {' '}
            {text.hours} {branch.hours_today.map((span) => `${span.from}–${span.to}`).join('，')}
          </span>
        )}
      </p>
      <IncidentNotes incidents={branch.incidents} now={now} />
      {branch.open && (
        <p className="finder-wait">
          <b>{offered ? waitOf(branch, serviceId, text, language) : text.notOffered}</b>
          {offered && <span className="help">{text.waiting((queue ?? branch).waiting)}</span>}
        </p>
      )}
      {(branch.seated || branch.facilities.length > 0) && (
        <ul className="finder-facilities" aria-label={text.facilities}>
          {branch.seated && <li>{text.seated}</li>}
          {branch.facilities.map((facility) => (
            <li key={facility}>{text.facility[facility]}</li>
          ))}
        </ul>
      )}
      <p className="finder-actions">
        {branch.open && offered && (
          <a
            className="button primary"
            href={`/phone/new/${encodeURIComponent(branch.id)}${location.search}`}
            aria-label={text.takeAt(name)}
          >
            {text.take}
          </a>
        )}
        {branch.bookable && (
          <a className="button" href={`/book?${new URLSearchParams({ branch: branch.id, lang: language })}`}>
            {text.book}
          </a>
        )}
        {branch.phone && (
          <a className="button" href={`tel:${branch.phone}`}>
            {text.call} {branch.phone}
          </a>
        )}
      </p>
    </article>
  );
}

function stateOf(branch: FinderBranch, now: Date, text: FinderWords, language: Language): string {
  const reason = branch.reason ? text.reason(branch.reason) : '';
  const at = (instant: string) => timeText(new Date(instant), now, language);
  if (branch.open) return (branch.closes_at ? text.open(at(branch.closes_at)) : text.openNow) + reason;
  return (branch.opens_at ? text.opens(at(branch.opens_at)) : text.closedToday) + reason;
}

function waitOf(branch: FinderBranch, serviceId: string, text: FinderWords, language: Language): string {
  const queue = serviceId ? queueOf(branch, serviceId) : undefined;
  if (!queue) return branch.waiting === 0 ? text.soon : waitText(branch.wait, language);
  if (queue.urgent) return text.atOnce;
  return queue.staffed ? waitText(queue.wait, language) : text.unstaffed;
}
