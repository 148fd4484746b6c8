import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Table, type TableColumnsType, type TableProps } from 'antd';
import { EmptyNotice } from './empty-notice';
import { LoadMore } from './load-more';
import { QueryView } from './query-view';

interface Props<T extends object> {
  query: UseInfiniteQueryResult<T[]>;
  columns: TableColumnsType<T>;
  /** The width below which the table scrolls sideways, in pixels. */
  width: number;
  /** What stands there when there is nothing: what that means, and what to do. */
  empty: { title: string; help?: string };
  /** The field that tells rows apart; the id when absent. */
  rowKey?: string;
  expandable?: TableProps<T>['expandable'];
}

/** A keyset-paged list as a table, with its states and the way to its next page. */
export function PagedTable<T extends object>(props: Props<T>) {
  const { query, columns, width, empty, expandable, rowKey = 'id' } = props;
  return (
    <div className="sw-panel">
      <QueryView query={query}>
        {(items) => (
          <Table<T>
            rowKey={rowKey}
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
