import { Button, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Pack, PackVersion } from '@/api/types';
import { useAct } from '@/shared/hooks/use-act';
import { useUndo } from '@/shared/hooks/use-undo';
import { EVERYWHERE, useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { restorePack } from '../api/packs';
import { OriginTag } from './origin-tag';

/** All versions of a pack; a former one can be put in force again, and that can be undone. */
export function VersionTable({ pack }: { pack: Pack }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const undo = useUndo();
  const back = useAct(() => restorePack(pack.pack, pack.version), { refresh: [['packs']] });
  const restore = useAct((version: number) => restorePack(pack.pack, version), {
    refresh: [['packs']],
    onDone: (_, version) => undo(t('rules.restored', { version }), () => back.mutate()),
  });
  const columns: TableColumnsType<PackVersion> = [
    {
      title: t('rules.column.version'),
      dataIndex: 'version',
      render: (version: number) => (
        <>
          {version}{' '}
          {version === pack.version ? (
            <span className="sw-chip sw-chip-green">{t('rules.in_force')}</span>
          ) : null}
        </>
      ),
    },
    { title: t('rules.column.origin'), key: 'origin', render: (_, row) => <OriginTag origin={row.origin} /> },
    { title: t('rules.column.saved'), dataIndex: 'created_at', render: format.time },
    { title: t('rules.column.author'), key: 'author', render: (_, row) => row.author ?? '—' },
    { title: t('rules.note'), dataIndex: 'note' },
    {
      title: t('rules.column.act'),
      key: 'act',
      align: 'end',
      render: (_, row) =>
        can('rule:manage', EVERYWHERE) && row.version !== pack.version ? (
          <Button
            size="small"
            loading={restore.isPending && restore.variables === row.version}
            onClick={() => restore.mutate(row.version)}
          >
            {t('rules.restore')}
          </Button>
        ) : null,
    },
  ];
  return (
    <Table
      rowKey="version"
      size="small"
      pagination={false}
      scroll={{ x: 640 }}
      columns={columns}
      dataSource={pack.versions}
    />
  );
}
