/** Where to go: every branch with its hours and the present wait for what one needs. */
import { useCallback, useEffect, useState } from 'react';
import { BranchCard } from '@/public/finder/branch-card';
import { inOrder, offered } from '@/public/finder/order';
import { finderWords } from '@/public/finder/words';
import { request } from '@/public/shared/api';
import { LanguageButton, nameOf, useLanguage, useWords } from '@/public/shared/language';
import { PlainMessage } from '@/public/shared/plain-message';
import type { Finder } from '@/public/shared/types';
import { useResource } from '@/public/shared/use-resource';
import { commonWords } from '@/public/shared/words';
import '@/public/styles/finder.css';

const POLL_MS = 20_000;

export default function FinderPage() {
  const { language } = useLanguage();
  const text = useWords(finderWords);
  const common = useWords(commonWords);
  const [serviceId, setServiceId] = useState('');
  const load = useCallback(
    (signal: AbortSignal) => request<Finder>('/finder', { language: 'zh-CN', signal }),
    [],
  );
  const finder = useResource(load, POLL_MS);
  useEffect(() => {
    document.title = text.title;
  }, [text.title]);

  if (!finder.value) {
    return <PlainMessage title={finder.error ? common.offline : common.loading} busy={!finder.error} />;
  }
  const { items, now } = finder.value;
  return (
    <main className="plain finder">
      <LanguageButton className="finder-language" />
      <h1>{text.title}</h1>
      <p className="help">{items.length > 0 ? text.lead : text.none}</p>
      {finder.offline && (
        <p className="notice notice-soon" role="alert">
          {common.offline}
        </p>
      )}
      {items.length > 0 && (
        <label className="finder-service">
          {text.service}
          <select value={serviceId} onChange={(event) => setServiceId(event.target.value)}>
            <option value="">{text.anyService}</option>
            {offered(items).map((service) => (
              <option key={service.service_id} value={service.service_id}>
                {nameOf(service, language)}
              </option>
            ))}
          </select>
        </label>
      )}
      <ol>
        {inOrder(items, serviceId).map((branch) => (
          <li key={branch.id}>
            <BranchCard branch={branch} serviceId={serviceId} now={new Date(now)} />
          </li>
        ))}
      </ol>
    </main>
  );
}
