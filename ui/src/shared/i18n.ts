import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { setApiLanguage } from '@/api/client';
import en from '@/locales/en';
import zhCN from '@/locales/zh-cn';

/** The languages of the interface; Chinese is complete first and English follows it key by key. */
export type AppLocale = 'zh-CN' | 'en';

const STORED = 'shouwen.locale';

function storedLocale(): AppLocale {
  return localStorage.getItem(STORED) === 'en' ? 'en' : 'zh-CN';
}

function apply(locale: string): void {
  document.documentElement.lang = locale;
  setApiLanguage(locale);
}

/** Prepares the texts; called once before the first render. */
export function startI18n(): typeof i18next {
  const locale = storedLocale();
  apply(locale);
  void i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'zh-CN',
    defaultNS: 'translation',
    resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return i18next;
}

/** Changes the language of texts, requests and document, and remembers it on this machine. */
export async function changeLocale(locale: AppLocale): Promise<void> {
  localStorage.setItem(STORED, locale);
  apply(locale);
  await i18next.changeLanguage(locale);
}

/** The language in force. */
export function currentLocale(): AppLocale {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}
