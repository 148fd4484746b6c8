import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/api-error';
import type { Desk, Finish, TransferTo, Visit } from '@/api/types';
import { useAct } from '@/shared/hooks/use-act';
import { useUndo } from '@/shared/hooks/use-undo';
import { callNext, closeCounter, pauseCounter, resumeCounter } from './api/desk';
import {
  callVisit,
  finishVisit,
  markNoShow,
  parkVisit,
  recallVisit,
  serveVisit,
  transferVisit,
  unparkVisit,
} from './api/visits';

/** A visit to set aside, and why when somebody says so. */
interface ParkOrder {
  visit: Visit;
  reason?: string;
}

/**
 * What a teller can do at a counter.
 *
 * The answer of each act is shown at once; the desk is fetched again behind it.
 */
export function useDeskActs(counterId: string) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const undo = useUndo();
  const refresh = [['desk', counterId], ['visit'], ['visits']];
  const show = (visit: Visit | null) =>
    client.setQueryData<Desk>(['desk', counterId], (desk) => desk && { ...desk, current: visit });

  const call = useAct(() => callNext(counterId), {
    refresh,
    onDone: ({ visit, idle }) => {
      if (visit) show(visit);
      else void message.info(t(`lobby.idle.${idle ?? 'nobody_waiting'}`));
    },
  });
  const callByHand = useAct((id: string) => callVisit(id), { refresh, onDone: show });
  const recall = useAct((id: string) => recallVisit(id), {
    refresh,
    onDone: show,
    onFailed: (error) => {
      const tooSoon = error instanceof ApiError && error.code === 'lobby.recall_too_soon';
      if (tooSoon) void message.info(error.message);
      return tooSoon;
    },
  });
  const serve = useAct((id: string) => serveVisit(id), { refresh, onDone: show });
  const noShow = useAct((id: string) => markNoShow(id), { refresh, onDone: () => show(null) });
  const park = useAct(({ visit, reason }: ParkOrder) => parkVisit(visit.id, { reason }), {
    refresh,
    onDone: (_, { visit }) => {
      show(null);
      undo(t('lobby.parked', { number: visit.number }), () => callByHand.mutate(visit.id));
    },
  });
  const unpark = useAct((id: string) => unparkVisit(id), { refresh });
  const transfer = useAct(({ id, to }: { id: string; to: TransferTo }) => transferVisit(id, to), {
    refresh,
    onDone: () => {
      show(null);
      void message.success(t('lobby.transferred'));
    },
  });
  const finish = useAct(({ id, body }: { id: string; body: Finish }) => finishVisit(id, body), {
    refresh,
    onDone: () => show(null),
  });
  const pause = useAct((reason: string) => pauseCounter(counterId, reason), { refresh });
  const resume = useAct(() => resumeCounter(counterId), { refresh });
  const close = useAct(() => closeCounter(counterId), {
    refresh: [...refresh, ['seat'], ['counter-choices'], ['board']],
  });
  const all = [call, callByHand, recall, serve, noShow, park, transfer, finish, pause, resume, close];
  return {
    call,
    callByHand,
    recall,
    serve,
    noShow,
    park,
    unpark,
    transfer,
    finish,
    pause,
    resume,
    close,
    busy: all.some((act) => act.isPending),
  };
}

/** The acts of one desk, handed down to its panes. */
export type DeskActs = ReturnType<typeof useDeskActs>;
