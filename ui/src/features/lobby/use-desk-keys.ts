import type { Desk } from '@/api/types';
import { useHotkey } from '@/shared/hooks/use-hotkey';
import { allowed } from './allowed';
import type { DeskActs } from './use-desk-acts';

/** The keys of the desk, as they stand on the buttons. F1, F5 and F11 stay the browser's. */
export const DESK_KEYS = {
  call: 'F2',
  recall: 'F3',
  serve: 'F4',
  no_show: 'F6',
  park: 'F7',
  finish: 'F8',
  transfer: 'F9',
  pause: 'F10',
} as const;

/** Whether somebody can be called at this desk now. */
export function canCall(desk: Desk): boolean {
  return desk.current === null && desk.counter.state !== 'paused' && desk.counter.state !== 'closed';
}

/** What is still missing before a no-show may be recorded; null when it may. */
export function missingRecalls(desk: Desk): number | null {
  const { current } = desk;
  if (current?.state !== 'called' || allowed(current, 'no_show')) return null;
  return Math.max(1, desk.recalls_before_no_show - current.recalls);
}

/** When the number at hand was last called; null when none is. */
export function lastCalledAt(desk: Desk): string | null {
  const { current } = desk;
  if (current?.state !== 'called') return null;
  const calls = current.steps.filter((step) => step.kind === 'called' || step.kind === 'recalled');
  return calls.at(-1)?.at ?? current.called_at;
}

/** Seconds until the number may be called again; 0 when it may be now. */
export function recallWait(desk: Desk, nowMs: number): number {
  const called = lastCalledAt(desk);
  if (called === null) return 0;
  const left = Math.ceil((Date.parse(called) - nowMs) / 1000) + desk.recall_after_s;
  // A clock that is wrong on this machine must not lock the button for longer than the rule does.
  return Math.max(0, Math.min(left, desk.recall_after_s));
}

interface Handlers {
  finish: () => void;
  transfer: () => void;
  pause: () => void;
  /** Offers the reasons for setting a visit aside. */
  parkWhy?: () => void;
}

/** Binds the keys to the acts that are possible now. */
export function useDeskKeys(desk: Desk | undefined, acts: DeskActs, handlers: Handlers): void {
  const current = desk?.current ?? null;
  const ready = desk !== undefined && !acts.busy;
  const id = current?.id ?? '';
  useHotkey({ key: DESK_KEYS.call }, () => acts.call.mutate(), ready && canCall(desk));
  useHotkey(
    { key: DESK_KEYS.recall },
    () => recallWait(desk as Desk, Date.now()) === 0 && acts.recall.mutate(id),
    ready && allowed(current, 'recall'),
  );
  useHotkey({ key: DESK_KEYS.serve }, () => acts.serve.mutate(id), ready && allowed(current, 'serve'));
  useHotkey({ key: DESK_KEYS.no_show }, () => acts.noShow.mutate(id), ready && allowed(current, 'no_show'));
  useHotkey(
    { key: DESK_KEYS.park },
    () => current && acts.park.mutate({ visit: current }),
    ready && allowed(current, 'park'),
  );
  useHotkey(
    { key: DESK_KEYS.park, shift: true },
    () => handlers.parkWhy?.(),
    ready && allowed(current, 'park'),
  );
  useHotkey({ key: DESK_KEYS.finish }, handlers.finish, ready && allowed(current, 'finish'));
  useHotkey({ key: DESK_KEYS.transfer }, handlers.transfer, ready && allowed(current, 'transfer'));
  useHotkey({ key: DESK_KEYS.pause }, handlers.pause, ready && current === null);
}
