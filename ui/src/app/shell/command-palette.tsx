import { EnterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { findCustomers } from '@/features/customers/api/customers';
import { findVisits } from '@/features/lobby/api/visits';
import { useSettled } from '@/shared/hooks/use-settled';
import { useBranch, useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { useSettingsSections } from '../settings/use-sections';
import { useEntries } from './rail';

interface Hit {
  id: string;
  group: string;
  text: string;
  to: string;
}

const TICKET = /^[A-Za-z]{0,2}\d{2,4}$/;

function usePageHits(words: string): Hit[] {
  const { t } = useTranslation();
  const entries = useEntries();
  const sections = useSettingsSections();
  const hits = [
    ...entries.map(({ key, to }) => ({
      id: to,
      group: t('app.palette.pages'),
      text: t(`app.entry.${key}`),
      to,
    })),
    ...sections.map(({ path }) => ({
      id: path,
      group: t('app.palette.settings'),
      text: t(`app.section.${path}`),
      to: `/settings/${path}`,
    })),
  ];
  return words ? hits.filter((hit) => hit.text.toLowerCase().includes(words.toLowerCase())) : hits;
}

/** Visits by number and customers by what was typed, as far as the person may see them. */
function useRecordHits(words: string): { hits: Hit[]; busy: boolean } {
  const { t } = useTranslation();
  const can = useCan();
  const branch = useBranch();
  const format = useFormat();
  const isTicket = TICKET.test(words);
  const visits = useQuery({
    queryKey: ['palette', 'visits', branch?.id, words],
    enabled: can('visit:read') && isTicket,
    queryFn: () => findVisits(branch?.id ?? null, words.toUpperCase()),
  });
  const customers = useQuery({
    queryKey: ['palette', 'customers', words],
    enabled: can('customer:read') && words.length >= 2 && !(isTicket && words.length < 6),
    queryFn: () => findCustomers(words, null, 5),
  });
  const hits = [
    ...(visits.data?.items ?? []).slice(0, 5).map((visit) => ({
      id: visit.id,
      group: t('app.entry.visits'),
      text: `${visit.number} · ${format.name(visit.service)} · ${format.time(visit.arrived_at)}`,
      to: `/visits/${visit.id}`,
    })),
    ...(customers.data?.items ?? []).slice(0, 5).map((customer) => ({
      id: customer.id,
      group: t('app.entry.customers'),
      text: [customer.name, customer.phone].filter(Boolean).join(' · '),
      to: `/customers/${customer.id}`,
    })),
  ];
  return { hits, busy: visits.isFetching || customers.isFetching };
}

/** Search everything: pages by name, visits by number, customers by name, phone or document. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const settled = useSettled(words.trim(), 250);
  const pages = usePageHits(settled);
  const records = useRecordHits(settled);
  const hits = [...records.hits, ...pages];
  const index = Math.min(chosen, Math.max(0, hits.length - 1));
  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    navigate(hit.to);
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen(Math.min(index + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(index - 1, 0));
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) open(hits[index]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal open onCancel={onClose} footer={null} closable={false} title={t('app.palette.title')} width={560}>
      <Input
        autoFocus
        size="large"
        role="combobox"
        aria-expanded
        aria-controls="palette-hits"
        aria-activedescendant={hits[index] ? `hit-${index}` : undefined}
        aria-label={t('app.palette.title')}
        placeholder={t('app.palette.hint')}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setChosen(0);
        }}
        onKeyDown={handleKey}
      />
      <div
        id="palette-hits"
        role="listbox"
        aria-label={t('app.palette.hits')}
        className="sw-hits"
        aria-busy={records.busy}
      >
        {hits.map((hit, position) => (
          <button
            key={`${hit.group}-${hit.id}`}
            id={`hit-${position}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={position === index}
            className="sw-hit"
            onClick={() => open(hit)}
          >
            <span className="sw-muted">{hit.group}</span>
            <span>{hit.text}</span>
            {position === index ? <EnterOutlined aria-hidden="true" /> : null}
          </button>
        ))}
        {hits.length === 0 ? <p className="sw-muted">{t('app.palette.nothing')}</p> : null}
      </div>
    </Modal>
  );
}
