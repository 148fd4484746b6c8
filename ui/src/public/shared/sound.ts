/** The two ways a page makes itself heard: a chime by WebAudio, speech by the browser. */
import type { Language } from '@/public/shared/language';

let context: AudioContext | null = null;

/** Whether the browser already allows sound; most want a tap on the page first. */
export function soundAllowed(): boolean {
  return audio()?.state === 'running';
}

/** Calls `listener` when sound becomes allowed or is taken away, as at start on a kiosk that allows it always. */
export function onSoundChange(listener: (allowed: boolean) => void): () => void {
  const ready = audio();
  const tell = () => listener(soundAllowed());
  ready?.addEventListener('statechange', tell);
  return () => ready?.removeEventListener('statechange', tell);
}

/** Asks for sound; works only from within a tap or key press. */
export async function allowSound(): Promise<boolean> {
  const ready = audio();
  if (!ready) return false;
  await ready.resume().catch(() => undefined);
  return ready.state === 'running';
}

/** Plays the two falling notes of a call. Ends when they have faded. `volume` from 0 to 1. */
export async function chime(volume: number): Promise<void> {
  const ready = audio();
  if (ready?.state !== 'running' || volume <= 0) return;
  note(ready, 783.99, 0, volume);
  note(ready, 523.25, 0.45, volume);
  await new Promise((resolve) => setTimeout(resolve, 1_350));
}

/**
 * Speaks a sentence and ends when it was spoken, could not be, or took far too long.
 *
 * Some browsers forget to say that they have finished; the time limit keeps the queue moving.
 */
export function speak(text: string, language: Language, volume: number): Promise<void> {
  const speech = typeof speechSynthesis === 'undefined' ? null : speechSynthesis;
  if (!speech || volume <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(text);
    const limit = setTimeout(end, 4_000 + text.length * 350);
    function end() {
      clearTimeout(limit);
      resolve();
    }
    utterance.lang = language === 'en' ? 'en-US' : 'zh-CN';
    utterance.voice = voiceFor(speech, language);
    utterance.rate = 0.9;
    utterance.volume = Math.min(1, volume);
    utterance.onend = end;
    utterance.onerror = end;
    speech.speak(utterance);
  });
}

/** Stops speaking and forgets what was waiting to be spoken. */
export function hush(): void {
  if (typeof speechSynthesis !== 'undefined') speechSynthesis.cancel();
}

function voiceFor(speech: SpeechSynthesis, language: Language): SpeechSynthesisVoice | null {
  const wanted = language === 'en' ? /^en/i : /^(zh[-_]?(cn|hans)|cmn)/i;
  const voices = speech.getVoices().filter((voice) => wanted.test(voice.lang));
  return voices.find((voice) => voice.localService) ?? voices[0] ?? null;
}

function audio(): AudioContext | null {
  if (typeof AudioContext === 'undefined') return null;
  context ??= new AudioContext();
  return context;
}

function note(ready: AudioContext, frequency: number, delay: number, volume: number): void {
  const start = ready.currentTime + delay;
  const gain = ready.createGain();
  gain.gain.setValueAtTime(0.0001, start);
  gain.gain.exponentialRampToValueAtTime(0.6 * volume, start + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.85);
  gain.connect(ready.destination);
  const tone = ready.createOscillator();
  tone.type = 'sine';
  tone.frequency.value = frequency;
  tone.connect(gain);
  tone.start(start);
  tone.stop(start + 0.9);
}
