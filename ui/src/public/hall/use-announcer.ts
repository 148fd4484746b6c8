import { useEffect, useRef, useState } from 'react';
import { Announcer } from '@/public/hall/announcer';
import { allowSound, chime, onSoundChange, soundAllowed } from '@/public/shared/sound';
import { hush, speak } from '@/public/shared/speech';
import type { Hall } from '@/public/shared/types';

/** Whether calls can be heard, and which one is being said. */
export interface SoundState {
  allowed: boolean;
  allow: () => void;
  /** `call_id` of the call being said. */
  speaking: string | null;
}

/** Says the calls of the hall aloud; `skewMs` is the server's clock less this device's. */
export function useAnnouncer(hall: Hall | null, skewMs: number): SoundState {
  const [allowed, setAllowed] = useState(soundAllowed);
  const [speaking, setSpeaking] = useState<string | null>(null);
  const announcer = useRef<Announcer | null>(null);
  const skew = useRef(skewMs);
  skew.current = skewMs;

  useEffect(() => {
    const mine = new Announcer(
      { chime, speak },
      (turn) => setSpeaking(turn?.callId ?? null),
      () => Date.now() + skew.current,
    );
    announcer.current = mine;
    return () => {
      mine.stop();
      hush();
    };
  }, []);

  useEffect(() => onSoundChange(setAllowed), []);

  useEffect(() => {
    // Without sound the queue is kept silent rather than full, so that turning it on says only what comes next.
    if (hall) announcer.current?.offer(hall, allowed ? hall.voice : { ...hall.voice, volume: 0 });
  }, [hall, allowed]);

  const allow = () => {
    void allowSound().then(setAllowed);
  };
  return { allowed, allow, speaking };
}
