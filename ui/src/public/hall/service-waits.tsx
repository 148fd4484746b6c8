import { hallWords } from '@/public/hall/words';
import { waitText } from '@/public/shared/format';
import { nameOf, useLanguage, useWords } from '@/public/shared/language';
import type { Hall } from '@/public/shared/types';
import { useNow } from '@/public/shared/use-now';

const ROWS = 5;
const TURN_MS = 8_000;

/** How many wait, in all and for each service; long lists turn page by page. */
export function ServiceWaits({ hall }: { hall: Hall }) {
  const { language } = useLanguage();
  const text = useWords(hallWords);
  const pages = Math.max(1, Math.ceil(hall.by_service.length / ROWS));
  const page = Math.floor(useNow(TURN_MS) / TURN_MS) % pages;
  const rows = hall.by_service.slice(page * ROWS, page * ROWS + ROWS);
  return (
    <section className="hall-waits" aria-label={text.byService}>
      <dl className="hall-totals">
        <div>
          <dt>{text.waiting}</dt>
          <dd>{text.people(hall.waiting)}</dd>
        </div>
        <div>
          <dt>{text.wait}</dt>
          <dd>{hall.waiting === 0 && !hall.wait ? text.nobody : waitText(hall.wait, language)}</dd>
        </div>
      </dl>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.service}</th>
            <th scope="col">{text.waiting}</th>
            <th scope="col">{text.wait}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.service_id}>
              <th scope="row">{nameOf(row, language)}</th>
              <td>{row.waiting}</td>
              <td>{row.waiting === 0 && !row.wait ? text.noWait : waitText(row.wait, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {pages > 1 && <p className="hall-page">{text.page(page + 1, pages)}</p>}
    </section>
  );
}
