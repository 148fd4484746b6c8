/** Speech by the browser. */
import type { Language } from '@/public/shared/language';

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
