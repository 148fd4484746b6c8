/** The page's language: two of them, one tap apart. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { keepInAddress } from '@/public/shared/address';
import type { Branch, Named } from '@/public/shared/types';

/** The languages of the public pages. */
export type Language = 'zh-CN' | 'en';

interface LanguageState {
  language: Language;
  setLanguage: (language: Language) => void;
}

const LanguageContext = createContext<LanguageState>({ language: 'zh-CN', setLanguage: () => undefined });
const STORED = 'shouwen.language';

/**
 * Provides the language and keeps the document's `lang` in step.
 *
 * With `remember` the choice outlives the page; a kiosk forgets it, because the next visitor is another person.
 */
export function LanguageProvider({ remember, children }: { remember: boolean; children: ReactNode }) {
  const [language, choose] = useState<Language>(() => initialLanguage(remember));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const state = useMemo(() => {
    const setLanguage = (next: Language) => {
      if (remember) store(next);
      choose(next);
    };
    return { language, setLanguage };
  }, [language, remember]);
  return <LanguageContext value={state}>{children}</LanguageContext>;
}

/** The language and its setter. */
export function useLanguage(): LanguageState {
  return useContext(LanguageContext);
}

/** The words of the current language. */
export function useWords<T>(words: Record<Language, T>): T {
  return words[useLanguage().language];
}

/** The name in the given language, or the Chinese one when there is no English. */
export function nameOf(named: Partial<Named> | null | undefined, language: Language): string {
  const chinese = named?.name ?? '';
  return language === 'en' ? named?.name_en || chinese : chinese;
}

/** The address of a branch in the given language, or in Chinese when there is none in English. */
export function addressOf({ address, address_en }: Branch, language: Language): string {
  return nameOf({ name: address, name_en: address_en }, language);
}

/** The button that changes to the other language, labelled in that language. */
export function LanguageButton({ className }: { className?: string }) {
  const { language, setLanguage } = useLanguage();
  const other: Language = language === 'en' ? 'zh-CN' : 'en';
  return (
    <button type="button" className={className} lang={other} onClick={() => setLanguage(other)}>
      {other === 'en' ? 'English' : '中文'}
    </button>
  );
}

function initialLanguage(remember: boolean): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'en' || asked === 'zh-CN') return asked;
  return remember && stored() === 'en' ? 'en' : 'zh-CN';
}

function stored(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

function store(language: Language): void {
  keepInAddress({ lang: language });
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // A browser that keeps nothing still shows the chosen language until it is closed.
  }
}
