import { PlusOutlined } from '@ant-design/icons';
import { Button, type TableColumnsType } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Query } from '@/api/client';
import { Page } from '@/shared/components/page';
import { PagedTable } from '@/shared/components/paged-table';
import type { Aliases } from '@/shared/form-errors';
import { useCan, type Where } from '@/shared/session';
import { usePages } from '@/shared/use-pages';
import { ResourceDrawer } from './resource-drawer';

interface Row {
  id: string;
}

interface Props<T extends Row, V extends object> {
  /** First part of the query key; saving refreshes everything under it. */
  name: string;
  /** Where the list is; also where new ones are posted unless `createPath` says otherwise. */
  path: string;
  createPath?: string;
  /** Where one is changed. */
  itemPath: (id: string) => string;
  query?: Query;
  permission: string;
  /** Where the permission has to reach to change one, or to add one (null); anywhere when it says nothing. */
  where?: (row: T | null) => Where | undefined;
  words: { title: string; help?: string; add: string; edit: string; empty: string; emptyHelp: string };
  columns: TableColumnsType<T>;
  /** What the form starts with; null for a new one. */
  values: (row: T | null) => Partial<V>;
  /** What is sent. */
  body: (values: V, row: T | null) => object;
  fields: (row: T | null) => ReactNode;
  /** Fields of the request that the form asks for under another name. */
  aliases?: Aliases;
  filters?: ReactNode;
  /** More actions at the end of a row. */
  rowActions?: (row: T) => ReactNode;
}

/** A settings page over one kind of thing: a table, and a drawer to add or change. */
export function ResourcePage<T extends Row, V extends object>(props: Props<T, V>) {
  const { name, path, createPath, itemPath, query, permission, where, words, columns, filters, rowActions } =
    props;
  const { t } = useTranslation();
  const can = useCan();
  const manages = (item: T | null) => can(permission, where?.(item));
  const [editing, setEditing] = useState<T | 'new' | null>(null);
  const list = usePages<T>([name], path, query);
  const row = editing === 'new' ? null : editing;
  const act: TableColumnsType<T> = [
    {
      title: t('organisation.act'),
      key: 'act',
      align: 'end',
      fixed: 'end',
      width: rowActions ? 240 : 110,
      render: (_, item) => (
        <span className="sw-row-actions">
          {manages(item) ? (
            <>
              {rowActions?.(item)}
              <Button size="small" onClick={() => setEditing(item)}>
                {t('shared.edit')}
              </Button>
            </>
          ) : null}
        </span>
      ),
    },
  ];
  return (
    <Page
      title={words.title}
      subtitle={words.help}
      actions={
        manages(null) ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setEditing('new')}>
            {words.add}
          </Button>
        ) : null
      }
    >
      {filters ? <div className="sw-filters">{filters}</div> : null}
      <PagedTable
        query={list}
        columns={can(permission) ? [...columns, ...act] : columns}
        width={rowActions ? 1080 : 760}
        empty={{ title: words.empty, help: words.emptyHelp }}
      />
      {editing ? (
        <ResourceDrawer<V>
          title={row ? words.edit : words.add}
          name={name}
          method={row ? 'patch' : 'post'}
          path={row ? itemPath(row.id) : (createPath ?? path)}
          initial={props.values(row)}
          body={(values) => props.body(values, row)}
          aliases={props.aliases}
          onClose={() => setEditing(null)}
        >
          {props.fields(row)}
        </ResourceDrawer>
      ) : null}
    </Page>
  );
}
