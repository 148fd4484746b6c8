import { DownOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { updateSession } from '@/features/access/api/session';
import { useAct } from '@/shared/hooks/use-act';
import { type AppLocale, changeLocale } from '@/shared/i18n';
import { chooseMode, type ModeChoice, useModeChoice } from '@/shared/mode';
import { useSession, useSignOut } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { useFurtherEntries } from './rail';

const MODES: ModeChoice[] = ['light', 'dark', 'system'];

function useMenu(): MenuProps['items'] {
  const { t } = useTranslation();
  const session = useSession();
  const format = useFormat();
  const mode = useModeChoice();
  const further = useFurtherEntries();
  const mark = (chosen: boolean, text: string) => (chosen ? `✓ ${text}` : text);
  return [
    {
      key: 'who',
      type: 'group',
      label: [session.username, format.either(session.staff.job_title, session.staff.job_title_en)]
        .filter(Boolean)
        .join(' · '),
    },
    {
      key: 'language',
      label: t('app.language'),
      children: [
        { key: 'locale:zh-CN', label: mark(format.locale === 'zh-CN', '简体中文') },
        { key: 'locale:en', label: mark(format.locale === 'en', 'English') },
      ],
    },
    {
      key: 'theme',
      label: t('app.theme'),
      children: MODES.map((item) => ({
        key: `mode:${item}`,
        label: mark(mode === item, t(`app.mode.${item}`)),
      })),
    },
    { key: 'keys', type: 'divider' },
    ...further.map(({ to, key }) => ({ key: `go:${to}`, label: t(`app.entry.${key}`) })),
    { key: 'go:/me/sessions', label: t('access.sessions.title') },
    { key: 'go:/me/security', label: t('access.security.title') },
    ...(session.demo ? [{ key: 'go:/', label: t('app.other_role') }] : []),
    { key: 'end', type: 'divider' },
    { key: 'out', label: t('app.sign_out') },
  ];
}

/** Me: language, theme, my sessions, my password and second factor, leave. */
export function MeMenu() {
  const navigate = useNavigate();
  const session = useSession();
  const format = useFormat();
  const items = useMenu();
  const leave = useSignOut();
  const language = useAct(
    async (locale: AppLocale) => {
      await changeLocale(locale);
      await updateSession({ locale });
    },
    { refresh: [[]] },
  );
  const handleClick: MenuProps['onClick'] = ({ key }) => {
    const [kind = '', value = ''] = key.split(/:(.*)/s);
    if (kind === 'go') navigate(value);
    if (kind === 'mode') chooseMode(value as ModeChoice);
    if (kind === 'locale') language.mutate(value as AppLocale);
    if (kind === 'out') leave();
  };
  return (
    <Dropdown menu={{ items, onClick: handleClick }} trigger={['click']}>
      <Button
        type="text"
        icon={<UserOutlined aria-hidden="true" />}
        aria-haspopup="menu"
        aria-label={format.name(session.staff)}
      >
        <span className="sw-wide-only">{format.name(session.staff)}</span>
        <DownOutlined aria-hidden="true" />
      </Button>
    </Dropdown>
  );
}
