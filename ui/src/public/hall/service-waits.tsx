import { type HallWords, hallWords } from '@/public/hall/words';
import { waitText } from '@/public/shared/format';
import { incidentOf } from '@/public/shared/incident-notes';
import { type Language, nameOf, useLanguage, useWords } from '@/public/shared/language';
import type { Hall, ServiceQueue, WaitRange } from '@/public/shared/types';
import { useNow } from '@/public/shared/use-now';

/** As many as fit beside the call; English names may take two lines. */
const ROWS = { 'zh-CN': 7, en: 5 } as const;
/** The rows that the line about a lost connection takes away. */
const OFFLINE_ROWS = 2;
const TURN_MS = 8_000;

/** How many wait, in all and for each service; when many services are waited for, the list turns page by page. */
export function ServiceWaits({ hall, offline }: { hall: Hall; offline: boolean }) {
  const { language } = useLanguage();
  const text = useWords(hallWords);
  const turn = Math.floor(useNow(TURN_MS) / TURN_MS);
  const { rows, page, pages } = rowsAt(hall.by_service, turn, ROWS[language] - (offline ? OFFLINE_ROWS : 0));
  return (
    <section className="hall-waits" aria-label={text.byService}>
      <dl className="hall-totals">
        <div>
          <dt>{text.waiting}</dt>
          <dd>{text.people(hall.waiting)}</dd>
        </div>
        <div>
          <dt>{text.wait}</dt>
          <dd>{hall.waiting === 0 && !hall.wait ? text.nobody : rangeOf(hall.wait, text, language)}</dd>
        </div>
      </dl>
      <table>
        <thead>
          <tr>
            <th scope="col">
              {text.service}
              {pages > 1 && <small> {text.page(page + 1, pages)}</small>}
            </th>
            <th scope="col">{text.waiting}</th>
            <th scope="col">{text.wait}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.service_id} data-quiet={!isBusy(row)}>
              <th scope="row">{nameOf(row, language)}</th>
              <td>{row.urgent ? '—' : row.waiting}</td>
              <td>
                {incidentOf(hall.incidents, row.service_id) ? text.stopped : waitOf(row, text, language)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What stands in the last column: who comes for what goes before everybody is told of no wait. */
function waitOf(row: ServiceQueue, text: HallWords, language: Language): string {
  if (row.urgent) return text.atOnce;
  return row.wait ? rangeOf(row.wait, text, language) : text.notStaffed;
}

/** A range; none as long as it would rest on plans alone, for a screen has no room to say so. */
function rangeOf(wait: WaitRange | null, text: HallWords, language: Language): string {
  return wait?.basis === 'planned' ? text.notOpen : waitText(wait, language);
}

const isBusy = (service: ServiceQueue) => service.waiting > 0 && !service.urgent;

/**
 * The rows of one turn: the services that somebody waits for, a page at a time. Room that is left goes to those that
 * nobody waits for, first those that are served today.
 */
export function rowsAt(services: readonly ServiceQueue[], turn: number, room: number) {
  const busy = services.filter(isBusy);
  const quiet = services.filter((service) => !isBusy(service));
  const served = (service: ServiceQueue) => service.urgent || service.wait !== null;
  const idle = [...quiet.filter(served), ...quiet.filter((service) => !served(service))];
  const pages = Math.max(1, Math.ceil(busy.length / room));
  const page = turn % pages;
  return { rows: [...busy, ...idle].slice(page * room, page * room + room), page, pages };
}
