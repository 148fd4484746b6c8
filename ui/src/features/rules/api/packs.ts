import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Pack, PackCheck, PackRow, PackVersion, Page } from '@/api/types';

/** A pack's code may hold a slash (`lobby/cn`), which is one segment of the address. */
const address = (code: string) => `/rules/${encodeURIComponent(code)}`;

/** All packs with the version in force. */
export const packsQuery = queryOptions({
  queryKey: ['packs'],
  queryFn: async ({ signal }) =>
    (await api.get<Pick<Page<PackRow>, 'items'>>('/rules', undefined, signal)).items,
});

/** One pack: its text, its versions. */
export const packQuery = (code: string) =>
  queryOptions({
    queryKey: ['packs', code],
    queryFn: ({ signal }) => api.get<Pack>(address(code), undefined, signal),
  });

/** What is wrong with a text and how it differs from what is live. */
export const packCheckQuery = (code: string, content: string) =>
  queryOptions({
    queryKey: ['pack-check', code, content],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    queryFn: () => api.post<PackCheck>(`${address(code)}/check`, { content }),
  });

/** Tells whether the text could be read at all: one that could not differs as a whole, at the empty path. */
export const isReadable = ({ changes }: PackCheck): boolean => changes.every(({ path }) => path !== '');

/** Saves a text; `version` is the one it was written on, so that nobody overwrites a colleague unseen. */
export const savePack = (code: string, body: { content: string; note: string; version: number }) =>
  api.put<PackVersion>(address(code), body);
export const restorePack = (code: string, version: number) =>
  api.post<PackVersion>(`${address(code)}/restore`, { version });
