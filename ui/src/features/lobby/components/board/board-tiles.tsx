import { useTranslation } from 'react-i18next';
import type { Board } from '@/api/types';
import { formatShare, secondsSince } from '@/shared/format';
import { useNow } from '@/shared/hooks/use-now';
import { useFormat } from '@/shared/use-format';

interface Tile {
  key: 'waiting' | 'care' | 'serving' | 'served' | 'mean' | 'within' | 'lost';
  value: string | number;
  note: string;
  tone?: 'amber' | 'red';
}

function useTiles({ totals, guidance }: Board): Tile[] {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const lost = totals.left + totals.no_show;
  return [
    {
      key: 'waiting',
      value: totals.waiting,
      note:
        totals.longest_since === null
          ? t('lobby.desk.nobody')
          : t('lobby.tile.longest', { time: format.duration(secondsSince(totals.longest_since, now)) }),
    },
    {
      key: 'care',
      value: totals.care_waiting,
      note: t(totals.care_waiting > 0 ? 'lobby.tile.care_note' : 'lobby.tile.care_none'),
      tone: totals.care_waiting > 0 ? 'amber' : undefined,
    },
    {
      key: 'serving',
      value: totals.serving,
      note:
        totals.called > 0
          ? t('lobby.tile.called_note', { count: totals.called })
          : t('lobby.tile.serving_note'),
    },
    {
      key: 'served',
      value: totals.served,
      note: t('lobby.tile.guided', { count: guidance.accepted }),
    },
    {
      key: 'mean',
      value: format.duration(totals.mean_wait_s),
      note:
        totals.p90_wait_s === null
          ? t('lobby.tile.nobody_called')
          : t('lobby.tile.p90', { time: format.duration(totals.p90_wait_s) }),
    },
    { key: 'within', value: formatShare(totals.within_target_share), note: t('lobby.tile.within_note') },
    {
      key: 'lost',
      value: lost,
      note: t('lobby.tile.lost_note', { left: totals.left, noShow: totals.no_show }),
    },
  ];
}

/** The few numbers of the hall. */
export function BoardTiles({ board }: { board: Board }) {
  const { t } = useTranslation();
  const tiles = useTiles(board);
  return (
    <dl className="sw-tiles">
      {tiles.map((tile) => (
        <div key={tile.key} className={`sw-tile ${tile.tone ? `sw-tile-${tile.tone}` : ''}`}>
          <dt>{t(`lobby.tile.${tile.key}`)}</dt>
          <dd className="sw-tile-value">{tile.value}</dd>
          <dd className="sw-muted">{tile.note}</dd>
        </div>
      ))}
    </dl>
  );
}
