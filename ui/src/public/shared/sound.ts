/** The chime, by WebAudio, and the permission that browsers want for it. */

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
