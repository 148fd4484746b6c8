import { useTranslation } from 'react-i18next';

/**
 * Words for codes that come from the server, such as states and kinds of steps.
 *
 * A code without a word of its own is shown as it is, because rule packs may add codes later.
 */
export function useWord(): (prefix: string, code: string | null | undefined) => string {
  const { t, i18n } = useTranslation();
  return (prefix, code) => {
    if (!code) return '—';
    const key = `${prefix}.${code.replace(/[.:-]/g, '_')}`;
    return i18n.exists(key) ? String(t(key as never)) : code;
  };
}
