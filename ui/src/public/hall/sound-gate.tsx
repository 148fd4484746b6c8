import { useState } from 'react';
import type { SoundState } from '@/public/hall/use-announcer';
import { hallWords } from '@/public/hall/words';
import { useWords } from '@/public/shared/language';

/** Asks for the one tap that browsers want before a page may make a sound; in the way of nothing that matters. */
export function SoundGate({ sound }: { sound: SoundState }) {
  const text = useWords(hallWords);
  const [silent, keepSilent] = useState(false);
  if (sound.allowed) return null;
  if (silent) {
    return (
      <button type="button" className="hall-sound-off" onClick={sound.allow}>
        {text.soundOff}
      </button>
    );
  }
  return (
    <section className="hall-gate" aria-label={text.enableSound}>
      <button type="button" className="hall-gate-open" onClick={sound.allow}>
        {text.enableSound}
      </button>
      <span>{text.enableSoundHelp}</span>
      <button type="button" onClick={() => keepSilent(true)}>
        {text.keepSilent}
      </button>
    </section>
  );
}
