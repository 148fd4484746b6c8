import type { ThemeState } from '@/public/hall/use-theme';
import { hallWords } from '@/public/hall/words';
import { dateText } from '@/public/shared/format';
import { LanguageButton, nameOf, useLanguage, useWords } from '@/public/shared/language';
import type { Branch } from '@/public/shared/types';

interface HallHeaderProps {
  branch: Branch;
  now: Date;
  theme: ThemeState;
}

/** Branch, date, clock, and two small buttons for whoever sets the screen up. */
export function HallHeader({ branch, now, theme }: HallHeaderProps) {
  const { language } = useLanguage();
  const text = useWords(hallWords);
  const time = [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  return (
    <header className="hall-header">
      <h1>{nameOf(branch, language)}</h1>
      <div className="hall-set">
        <button type="button" onClick={theme.toggle}>
          {theme.theme === 'dark' ? text.light : text.dark}
        </button>
        <LanguageButton />
      </div>
      <p className="hall-date">{dateText(now, language)}</p>
      <time className="hall-clock" dateTime={now.toISOString()}>
        {time}
      </time>
    </header>
  );
}
