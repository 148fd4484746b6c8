import { Button, Table, type TableColumnsType, Typography } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Board } from '@/api/types';
import { AgeBar } from '@/shared/components/age-bar';
import { EmptyNotice } from '@/shared/components/empty-notice';
import { useNow } from '@/shared/hooks/use-now';
import { useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { type AgedEntry, ageEntry, keepOrder } from '../../urgency';
import { VisitMarks } from '../visit-marks';

interface Props {
  board: Board;
  fetchedAtMs: number;
  onOpen: (visitId: string) => void;
}

function useColumns(late: string[], onOpen: (visitId: string) => void): TableColumnsType<AgedEntry> {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  return [
    {
      title: t('lobby.column.number'),
      dataIndex: 'number',
      width: 78,
      render: (number: string, entry) => <Link to={`/visits/${entry.visit_id}`}>{number}</Link>,
    },
    {
      title: t('lobby.column.service'),
      key: 'service',
      ellipsis: { showTitle: false },
      render: (_, entry) => format.serviceName(entry),
    },
    {
      title: t('lobby.column.marks'),
      key: 'marks',
      width: 200,
      render: (_, entry) => <VisitMarks visit={entry} marksParked />,
    },
    {
      title: t('lobby.column.waited'),
      key: 'waited',
      width: 170,
      render: (_, entry) => (
        <>
          <AgeBar
            waitedS={entry.age_s}
            targetS={entry.target_s}
            breachS={entry.breach_s}
            level={entry.age_level}
          />
          {late.includes(entry.visit_id) && entry.age_level !== 'breach' ? (
            <span className="sw-chip sw-chip-amber">{t('lobby.board.late')}</span>
          ) : null}
        </>
      ),
    },
    {
      title: t('lobby.column.act'),
      key: 'act',
      width: 84,
      align: 'end',
      render: (_, entry) =>
        can('visit:triage') ? (
          <Button
            size="small"
            onClick={() => onOpen(entry.visit_id)}
            aria-label={t('lobby.triage.open_number', { number: entry.number })}
          >
            {t('lobby.triage.open')}
          </Button>
        ) : null,
    },
  ];
}

/** Everybody who waits, in the order of calling; the order rests while the pointer or the focus is on the list. */
export function WaitingTable({ board, fetchedAtMs, onOpen }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const columns = useColumns(board.late, onOpen);
  const [resting, setResting] = useState(false);
  const order = useRef<string[]>([]);
  const entries = useMemo(() => {
    const aged = board.waiting.map((entry) => ageEntry(entry, fetchedAtMs, now));
    const sorted = resting ? keepOrder(aged, order.current) : aged;
    order.current = sorted.map((entry) => entry.visit_id);
    return sorted;
  }, [board.waiting, fetchedAtMs, now, resting]);
  const parked = board.waiting.filter((entry) => entry.state === 'parked').length;
  return (
    <section className="sw-panel" aria-labelledby="waiting">
      <Typography.Title level={2} className="sw-section" id="waiting">
        {[
          t('lobby.board.waiting', { count: board.totals.waiting }),
          parked > 0 ? t('lobby.board.parked', { count: parked }) : null,
        ]
          .filter(Boolean)
          .join(t('shared.comma'))}
        {entries.length > 1 ? <small className="sw-muted"> {t('lobby.board.order')}</small> : null}
      </Typography.Title>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only watches where the hand is; nothing to operate. */}
      <div
        onMouseEnter={() => setResting(true)}
        onMouseLeave={() => setResting(false)}
        onFocus={() => setResting(true)}
        onBlur={() => setResting(false)}
      >
        {entries.length === 0 ? (
          <EmptyNotice title={t('lobby.board.nobody')} help={t('lobby.board.nobody_help')} />
        ) : (
          <Table
            rowKey="visit_id"
            rowClassName={(entry) =>
              entry.standing.urgent && entry.state === 'waiting' ? 'sw-row-urgent' : ''
            }
            size="small"
            columns={columns}
            dataSource={entries}
            scroll={{ x: 620 }}
            pagination={entries.length > 25 ? { pageSize: 25, showSizeChanger: false, size: 'small' } : false}
          />
        )}
      </div>
    </section>
  );
}
