import { useState } from 'react';

/** The look of the wall screen. */
export interface ThemeState {
  theme: 'light' | 'dark';
  toggle: () => void;
}

/** Dark from seven in the evening to six in the morning, unless chosen by `?theme=` or by the button. */
export function useTheme(now: Date): ThemeState {
  const [chosen, choose] = useState<'light' | 'dark' | null>(() => {
    const asked = new URLSearchParams(location.search).get('theme');
    return asked === 'dark' || asked === 'light' ? asked : null;
  });
  const theme = chosen ?? themeAt(now.getHours());
  return { theme, toggle: () => choose(theme === 'dark' ? 'light' : 'dark') };
}

/** The theme of an hour of the day. */
export function themeAt(hour: number): 'light' | 'dark' {
  return hour >= 19 || hour < 6 ? 'dark' : 'light';
}
