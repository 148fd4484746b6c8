import type { ReactNode } from 'react';
import { LanguageButton, nameOf, useLanguage } from '@/public/shared/language';
import { LookButtons } from '@/public/shared/look';
import type { Branch } from '@/public/shared/types';

interface PhoneFrameProps {
  branch?: Branch;
  /** Something else will stand here in a moment. */
  busy?: boolean;
  children: ReactNode;
}

/** The narrow page: the branch above, large type, high contrast and the other language one tap away. */
export function PhoneFrame({ branch, busy, children }: PhoneFrameProps) {
  const { language } = useLanguage();
  return (
    <div className="phone">
      <header className="phone-header">
        <p>{nameOf(branch, language)}</p>
        <LanguageButton className="quiet" />
        <LookButtons className="quiet" />
      </header>
      <main className="phone-main" aria-busy={busy}>
        {children}
      </main>
    </div>
  );
}
