import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Table, type TableColumnsType, type TableProps } from 'antd';
import { EmptyNotice } from './empty-notice';
import { LoadMore } from './load-more';
import { QueryView } from './query-view';

interface Props<T extends { id: string }> {
  query: UseInfiniteQueryResult<T[]>;
  columns: TableColumnsType<T>;
  /** The width below which the table scrolls sideways, in pixels. */
  width: number;
  /** What stands there when there is nothing: what that means, and what to do. */
  empty: { title: string; help?: string };
  expandable?: TableProps<T>['expandable'];
}

/** A keyset-paged list as a table, with its states and the way to its next page. */
export function PagedTable<T extends { id: string }>({ query, columns, width, empty, expandable }: Props<T>) {
  return (
    <div className="sw-panel">
      <QueryView query={query}>
        {(items) => (
          <Table<T>
            rowKey="id"
            size="small"
            sticky
            pagination={false}
            scroll={{ x: width }}
            columns={columns}
            dataSource={items}
            expandable={expandable}
            locale={{ emptyText: <EmptyNotice title={empty.title} help={empty.help} /> }}
          />
        )}
      </QueryView>
      <LoadMore query={query} />
    </div>
  );
}
