/**
 * The queue of announcements, without any sound: what is said, in which order, how often and how loud.
 *
 * A call is known by its id and how often it was called, so that fetching the same list again says nothing twice while a
 * repeated call is said again. Functions answer a new queue and change nothing.
 */
import { callText } from '@/public/hall/speech-text';
import type { Language } from '@/public/shared/language';
import type { Call, Hall, Voice } from '@/public/shared/types';

/** The calls as fetched, newest first, and how many are kept at most. */
export type CallList = Pick<Hall, 'calls' | 'kept_calls'>;

/** One call that is to be said. */
export interface Announcement {
  key: string;
  callId: string;
  number: string;
  counter: string;
  calledAtMs: number;
  /** When this screen learned of it; a repeated call keeps the time of its first call, so that says nothing about age. */
  learnedAtMs: number;
}

/** What waits to be said, oldest first, and what was taken in before. */
export interface Queue {
  pending: readonly Announcement[];
  known: readonly string[];
}

/** One thing to do aloud; the next starts when it has ended. */
export type Sound =
  | { kind: 'chime'; volume: number }
  | { kind: 'speech'; text: string; language: Language; volume: number };

/** What has waited longer than this helps nobody any more: the visitor has come, gone or was called again. */
export const STALE_MS = 90_000;
/** A screen that has just been opened says only calls younger than this. */
export const FRESH_MS = 12_000;
/** With more than this many waiting, each is said once, so that the voice does not fall behind the screen. */
export const CROWDED = 3;

const KNOWN_KEPT = 200;

/** The queue before the first list. */
export const emptyQueue: Queue = { pending: [], known: [] };

/** The name of a call at its present repetition. */
export function keyOf(call: Pick<Call, 'call_id' | 'times'>): string {
  return `${call.call_id}#${call.times}`;
}

/** Takes in the first list of an opened screen: what was called long ago is not said. */
export function open(list: CallList, nowMs: number): Queue {
  const old = list.calls.filter((call) => nowMs - Date.parse(call.called_at) > FRESH_MS);
  return accept({ pending: [], known: old.map(keyOf) }, list, nowMs);
}

/**
 * Takes in a fetched list. A newer repetition takes the place of one still waiting to be said, and what no longer leads
 * anywhere is not said.
 */
export function accept(queue: Queue, list: CallList, nowMs: number): Queue {
  const fresh = list.calls
    .filter((call) => !queue.known.includes(keyOf(call)))
    .map((call) => announcementOf(call, nowMs));
  const again = new Set(fresh.map((announcement) => announcement.callId));
  const kept = queue.pending.filter(
    (announcement) => !again.has(announcement.callId) && !isWithdrawn(announcement, list),
  );
  if (fresh.length === 0 && kept.length === queue.pending.length) return queue;
  const known = [...queue.known, ...fresh.map((announcement) => announcement.key)];
  return {
    pending: [...kept, ...fresh].sort(earlierFirst),
    known: known.slice(-KNOWN_KEPT),
  };
}

/** Whether a call has gone from the list because nobody expects the visitor, and not because newer calls pushed it out. */
function isWithdrawn(announcement: Announcement, { calls, kept_calls: kept }: CallList): boolean {
  if (calls.some((call) => call.call_id === announcement.callId)) return false;
  const oldestMs = Math.min(...calls.map((call) => Date.parse(call.called_at)));
  return calls.length < kept || announcement.calledAtMs > oldestMs;
}

/** Takes out the next announcement, leaving behind what has become stale. */
export function take(queue: Queue, nowMs: number): { next: Announcement | null; queue: Queue } {
  const timely = queue.pending.filter((announcement) => nowMs - announcement.learnedAtMs <= STALE_MS);
  const [next = null, ...pending] = timely;
  return { next, queue: { ...queue, pending } };
}

/**
 * Plans the sounds of one announcement: a chime, then the sentence in each language, the whole said `repeat` times.
 *
 * Mandarin comes first, English follows when the branch wants it. At volume 0 nothing is planned.
 */
export function plan(announcement: Announcement, voice: Voice, waiting: number): Sound[] {
  const volume = Math.min(1, Math.max(0, voice.volume));
  if (volume === 0) return [];
  const times = waiting > CROWDED ? 1 : Math.min(5, Math.max(1, Math.round(voice.repeat)));
  const spoken: Sound[] = languagesOf(voice).map((language) => ({
    kind: 'speech',
    text: callText(announcement.number, announcement.counter, language),
    language,
    volume,
  }));
  return [{ kind: 'chime', volume }, ...Array.from({ length: times }, () => spoken).flat()];
}

/** The languages that are spoken, Mandarin first. */
export function languagesOf(voice: Voice): Language[] {
  const english = voice.languages.some((language) => /^en\b/i.test(language));
  const chinese = voice.languages.some((language) => /^zh\b/i.test(language)) || !english;
  return [...(chinese ? (['zh-CN'] as const) : []), ...(english ? (['en'] as const) : [])];
}

function announcementOf(call: Call, nowMs: number): Announcement {
  return {
    key: keyOf(call),
    callId: call.call_id,
    number: call.number,
    counter: String(call.counter_number),
    calledAtMs: Date.parse(call.called_at),
    learnedAtMs: nowMs,
  };
}

function earlierFirst(a: Announcement, b: Announcement): number {
  return a.learnedAtMs - b.learnedAtMs || a.calledAtMs - b.calledAtMs || a.number.localeCompare(b.number);
}
