/** Where a kiosk or a hall screen is opened without its branch: all branches, each one tap away. */
import { useCallback, useEffect } from 'react';
import { branchesWords } from '@/public/branches/words';
import type { BranchPage } from '@/public/route';
import { request } from '@/public/shared/api';
import { addressOf, LanguageButton, nameOf, useLanguage, useWords } from '@/public/shared/language';
import { PlainMessage } from '@/public/shared/plain-message';
import type { Branch } from '@/public/shared/types';
import { useResource } from '@/public/shared/use-resource';
import { commonWords } from '@/public/shared/words';
import '@/public/styles/branches.css';

const POLL_MS = 60_000;

interface BranchList {
  items: Branch[];
}

export default function BranchesPage({ of }: { of: BranchPage }) {
  const { language } = useLanguage();
  const text = useWords(branchesWords);
  const common = useWords(commonWords);
  const load = useCallback(
    (signal: AbortSignal) => request<BranchList>('/branches', { language: 'zh-CN', signal }),
    [],
  );
  const list = useResource(load, POLL_MS);
  useEffect(() => {
    document.title = text.title;
  }, [text.title]);

  if (!list.value) {
    return <PlainMessage title={list.error ? common.offline : common.loading} busy={!list.error} />;
  }
  const { items } = list.value;
  return (
    <main className="plain branches">
      <LanguageButton className="branches-language" />
      <h1>{text.title}</h1>
      <p className="help">{items.length > 0 ? text.help[of] : text.none}</p>
      {list.offline && (
        <p className="notice notice-soon" role="alert">
          {common.offline}
        </p>
      )}
      <ol>
        {items.map((branch) => (
          <li key={branch.id}>
            <a className="button" href={addressFor(of, branch.id)}>
              <b>{nameOf(branch, language)}</b>
              <span className="help">{addressOf(branch, language)}</span>
            </a>
          </li>
        ))}
      </ol>
    </main>
  );
}

/** The page of a branch; what the address says besides, such as the language, goes along. */
function addressFor(of: BranchPage, branchId: string): string {
  const id = encodeURIComponent(branchId);
  if (of !== 'book') return `/${of}/${id}${location.search}`;
  const query = new URLSearchParams(location.search);
  query.set('branch', branchId);
  return `/book?${query}`;
}
