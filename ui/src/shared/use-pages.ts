import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { api, type Query } from '@/api/client';
import type { Page } from '@/api/types';

/** A keyset-paged list; `items` of all pages fetched so far are in `data`. */
export function usePages<T>(key: QueryKey, path: string, query: Query = {}, enabled = true) {
  return useInfiniteQuery({
    queryKey: [...key, query],
    enabled,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => api.get<Page<T>>(path, { ...query, cursor: pageParam }, signal),
    getNextPageParam: (last) => last.next,
    select: (data) => data.pages.flatMap((page) => page.items),
  });
}
