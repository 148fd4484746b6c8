/** Says the queue, one sound after the other. */
import {
  type Announcement,
  accept,
  type CallList,
  open,
  plan,
  type Queue,
  take,
} from '@/public/hall/announcements';
import type { Language } from '@/public/shared/language';
import type { Voice } from '@/public/shared/types';

/** The means of making sound; a test gives its own. */
export interface Speaker {
  chime: (volume: number) => Promise<void>;
  speak: (text: string, language: Language, volume: number) => Promise<void>;
}

/** Holds the queue of one screen. Sounds never overlap: each is awaited before the next. */
export class Announcer {
  private queue: Queue | null = null;
  private voice: Voice = { languages: ['zh-CN'], volume: 0, repeat: 1 };
  private talking = false;
  private stopped = false;

  constructor(
    private readonly speaker: Speaker,
    private readonly onTurn: (announcement: Announcement | null) => void = () => undefined,
    /** The server's clock in milliseconds, by which call times are read. */
    private readonly clock: () => number = Date.now,
  ) {}

  /** Takes in the calls as fetched and starts to speak when something is new. */
  offer(list: CallList, voice: Voice): void {
    this.voice = voice;
    this.queue = this.queue ? accept(this.queue, list, this.clock()) : open(list, this.clock());
    void this.talk();
  }

  /** Says nothing more. */
  stop(): void {
    this.stopped = true;
  }

  private async talk(): Promise<void> {
    if (this.talking) return;
    this.talking = true;
    for (let next = this.next(); next && !this.stopped; next = this.next()) {
      this.onTurn(next);
      await this.say(next);
    }
    this.onTurn(null);
    this.talking = false;
  }

  private next(): Announcement | null {
    if (!this.queue) return null;
    const { next, queue } = take(this.queue, this.clock());
    this.queue = queue;
    return next;
  }

  private async say(announcement: Announcement): Promise<void> {
    for (const sound of plan(announcement, this.voice, this.queue?.pending.length ?? 0)) {
      if (this.stopped) return;
      if (sound.kind === 'chime') await this.speaker.chime(sound.volume);
      else await this.speaker.speak(sound.text, sound.language, sound.volume);
    }
  }
}
