import { Alert, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Band, WhatIf, WhatIfFigure, WhatIfRow } from '@/api/types';
import { formatShare } from '@/shared/format';
import { useFormat } from '@/shared/use-format';

interface Props {
  told: WhatIf;
}

type Written = (value: number) => string;

/** A figure before and after, with the record and the confidence band in small print. */
function Figure({ figure, write }: { figure: WhatIfFigure; write: Written }) {
  const { t } = useTranslation();
  const value = (band: Band | null) => (band ? write(band.mean) : '—');
  const { after } = figure;
  const range =
    after && after.low !== null && after.high !== null
      ? t('staffing.band', { low: write(after.low), high: write(after.high) })
      : '';
  return (
    <>
      <div>
        {value(figure.before)} → <strong>{value(after)}</strong>
      </div>
      <div className="sw-muted sw-small">
        {[range, t('staffing.recorded', { value: value(figure.recorded) })].filter(Boolean).join(' · ')}
      </div>
    </>
  );
}

/** Seconds as minutes, never below nothing: the band of a short wait may reach there. */
function useWriters() {
  const format = useFormat();
  const number = new Intl.NumberFormat(format.locale, { maximumFractionDigits: 1 });
  return {
    wait: (seconds: number) => format.duration(Math.max(0, seconds)),
    count: (value: number) => number.format(Math.max(0, value)),
    share: (value: number) => formatShare(Math.min(1, Math.max(0, value))),
  };
}

function useColumns(): TableColumnsType<WhatIfRow> {
  const { t } = useTranslation();
  const format = useFormat();
  const write = useWriters();
  const figure = (
    key: keyof WhatIfRow & ('came' | 'mean_s' | 'p90_s' | 'within_target' | 'unserved'),
    as: Written,
  ) => ({
    title: t(`staffing.column.${key}`),
    key,
    render: (_: unknown, row: WhatIfRow) => <Figure figure={row[key]} write={as} />,
  });
  return [
    {
      title: t('staffing.column.class'),
      key: 'class',
      width: 120,
      render: (_, row) => (
        <>
          <strong>{row.class ? format.name(row.class) : t('staffing.all')}</strong>
          {row.target_s === null ? null : (
            <div className="sw-muted sw-small">
              {t('staffing.target', { wait: format.duration(row.target_s) })}
            </div>
          )}
        </>
      ),
    },
    figure('came', write.count),
    figure('mean_s', write.wait),
    figure('p90_s', write.wait),
    figure('within_target', write.share),
    figure('unserved', write.share),
  ];
}

/** The answer in one sentence, honest about what is chance. */
function Verdict({ told }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const change = told.all.p90_change_s;
  if (!change) return <Alert type="info" showIcon title={t('staffing.verdict.nothing')} />;
  const size = format.duration(Math.abs(change.mean));
  if (change.low === null || change.high === null) {
    return <Alert type="warning" showIcon title={t('staffing.verdict.one_day')} />;
  }
  if (change.low <= 0 && change.high >= 0) {
    return <Alert type="info" showIcon title={t('staffing.verdict.same')} />;
  }
  const [low, high] = [Math.abs(change.low), Math.abs(change.high)].sort((one, other) => one - other);
  return (
    <Alert
      type={change.mean < 0 ? 'success' : 'warning'}
      showIcon
      title={t(change.mean < 0 ? 'staffing.verdict.shorter' : 'staffing.verdict.longer', {
        size,
        low: format.duration(low),
        high: format.duration(high),
      })}
    />
  );
}

/** What would have been: by class, as it was and as imagined, with bands and what the record says. */
export function WhatIfResult({ told }: Props) {
  const { t } = useTranslation();
  const columns = useColumns();
  const write = useWriters();
  return (
    <div className="sw-stack">
      <Verdict told={told} />
      <Table<WhatIfRow>
        dataSource={[told.all, ...told.classes]}
        columns={columns}
        rowKey={(row) => row.class?.code ?? 'all'}
        pagination={false}
        size="middle"
        scroll={{ x: 900 }}
      />
      <dl className="sw-what-if-facts">
        <dt>{t('staffing.occupancy')}</dt>
        <dd>
          <Figure figure={told.occupancy} write={write.share} />
        </dd>
        <dt>{t('staffing.counter_hours')}</dt>
        <dd>
          <Figure figure={told.counter_hours} write={write.count} />
        </dd>
      </dl>
      <p className="sw-muted">{t('staffing.basis', { days: told.days, visits: told.visits })}</p>
    </div>
  );
}
