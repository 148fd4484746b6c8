import { useTranslation } from 'react-i18next';

/** The words for actions, by room and act: the action `follow_up.closed` is `closed` of `follow_up`. */
type Words = Record<string, Record<string, string>>;

/** Lists the actions that have words. */
export function actionsOf(words: Words): { value: string; label: string }[] {
  return Object.entries(words).flatMap(([room, acts]) =>
    Object.entries(acts).map(([act, label]) => ({ value: `${room}.${act}`, label })),
  );
}

/** The actions to choose from, in the language in force. */
export function useActions(): { value: string; label: string }[] {
  const { t } = useTranslation();
  return actionsOf(t('audit.action', { returnObjects: true }));
}

/** Says an action in words; one without words is shown as it is. */
export function useActionWord(): (action: string) => string {
  const { t, i18n } = useTranslation();
  return (action) => {
    const key = `audit.action.${action}`;
    return i18n.exists(key) ? String(t(key as never)) : action;
  };
}
