import { useEffect, useRef, useState } from 'react';
import { newKey, request } from '@/public/shared/api';
import { useLanguage } from '@/public/shared/language';
import type { Kiosk, KioskService, NeedMatches } from '@/public/shared/types';

/** What the words have led to. */
export interface Matches {
  state: 'none' | 'asking' | 'found' | 'unsure' | 'offline';
  services: KioskService[];
  /** Asks at once instead of after a pause in writing. */
  now: () => void;
}

const PAUSE_MS = 500;
const SHORTEST = 2;

/** Finds services for the words: by the server after a pause, by their names alone when it cannot be reached. */
export function useMatches(kiosk: Kiosk, words: string): Matches {
  const { language } = useLanguage();
  const [found, setFound] = useState<Omit<Matches, 'now'>>({ state: 'none', services: [] });
  const asked = useRef<() => void>(() => undefined);
  const offered = useRef(kiosk.services);
  offered.current = kiosk.services;
  const trimmed = words.trim();
  const branchId = kiosk.branch.id;

  useEffect(() => {
    if (trimmed.length < SHORTEST) {
      setFound({ state: 'none', services: [] });
      asked.current = () => undefined;
      return undefined;
    }
    const abort = new AbortController();
    const ask = async () => {
      clearTimeout(timer);
      setFound((old) => ({ ...old, state: 'asking' }));
      try {
        const options = { language, body: { words: trimmed }, key: newKey(), signal: abort.signal };
        const answer = await request<NeedMatches>(`/branches/${branchId}/needs`, options);
        if (!abort.signal.aborted) setFound(understood(answer, offered.current));
      } catch {
        if (!abort.signal.aborted) setFound({ state: 'offline', services: byName(trimmed, offered.current) });
      }
    };
    const timer = setTimeout(ask, PAUSE_MS);
    asked.current = () => void ask();
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [trimmed, language, branchId]);

  return { ...found, now: () => asked.current() };
}

function understood(answer: NeedMatches, services: readonly KioskService[]): Omit<Matches, 'now'> {
  const found = answer.matches.flatMap((match) =>
    services.filter((service) => service.id === match.service_id),
  );
  return { state: found.length > 0 && !answer.ask_person ? 'found' : 'unsure', services: found };
}

/** Services whose name or description has the words in it. */
export function byName(words: string, services: readonly KioskService[]): KioskService[] {
  const sought = words.toLowerCase();
  return services.filter((service) =>
    [service.name, service.name_en, service.description, service.description_en].some((text) =>
      (text ?? '').toLowerCase().includes(sought),
    ),
  );
}
