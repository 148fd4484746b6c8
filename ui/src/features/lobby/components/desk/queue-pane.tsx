import { Button, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Desk, QueueEntry } from '@/api/types';
import { AgeBar } from '@/shared/components/age-bar';
import { useNow } from '@/shared/hooks/use-now';
import { useFormat } from '@/shared/use-format';
import { ageEntry } from '../../urgency';
import type { DeskActs } from '../../use-desk-acts';
import { canCall } from '../../use-desk-keys';
import { VisitMarks } from '../visit-marks';

interface Props {
  desk: Desk;
  fetchedAtMs: number;
  acts: DeskActs;
}

interface RowProps extends Props {
  entry: QueueEntry;
}

function QueueRow({ entry, desk, fetchedAtMs, acts }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const aged = ageEntry(entry, fetchedAtMs, now);
  return (
    <li className="sw-queue-row">
      <div className="sw-queue-line">
        <strong className="sw-number">{entry.number}</strong>
        <span className="sw-queue-service" title={format.serviceName(entry)}>
          {format.serviceName(entry)}
        </span>
        <span className="sw-queue-acts">
          {entry.state === 'parked' ? (
            <Button
              size="small"
              type="text"
              aria-label={t('lobby.desk.back_number', { number: entry.number })}
              onClick={() => acts.unpark.mutate(entry.visit_id)}
            >
              {t('lobby.desk.back')}
            </Button>
          ) : null}
          {canCall(desk) ? (
            <Button
              size="small"
              type="text"
              disabled={acts.busy}
              aria-label={t('lobby.desk.call_this_number', { number: entry.number })}
              onClick={() => acts.callByHand.mutate(entry.visit_id)}
            >
              {t('lobby.desk.call_this')}
            </Button>
          ) : null}
        </span>
      </div>
      <div className="sw-queue-line">
        <VisitMarks visit={entry} />
        <AgeBar
          waitedS={aged.age_s}
          targetS={entry.target_s}
          breachS={entry.breach_s}
          level={aged.age_level}
        />
      </div>
    </li>
  );
}

/** The left of the desk: who waits for this counter in the likely order, and who is parked. */
export function QueuePane(props: Props) {
  const { t } = useTranslation();
  const { desk } = props;
  return (
    <section className="sw-pane" aria-label={t('lobby.desk.queue')}>
      {desk.parked.length > 0 ? (
        <>
          <Typography.Title level={2} className="sw-section">
            {t('lobby.desk.parked', { count: desk.parked.length })}
          </Typography.Title>
          <ul className="sw-queue">
            {desk.parked.map((entry) => (
              <QueueRow key={entry.visit_id} {...props} entry={entry} />
            ))}
          </ul>
        </>
      ) : null}
      <Typography.Title level={2} className="sw-section">
        {t('lobby.desk.next_up', { count: desk.waiting_total })}
      </Typography.Title>
      {desk.waiting.length === 0 ? <p className="sw-muted">{t('lobby.desk.queue_empty')}</p> : null}
      <ul className="sw-queue">
        {desk.waiting.map((entry) => (
          <QueueRow key={entry.visit_id} {...props} entry={entry} />
        ))}
      </ul>
      {desk.waiting_total > desk.waiting.length ? (
        <p className="sw-muted">
          {t('lobby.desk.and_more', { count: desk.waiting_total - desk.waiting.length })}
        </p>
      ) : null}
    </section>
  );
}
