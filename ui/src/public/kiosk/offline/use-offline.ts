/** What a registered kiosk does for when the network is down: holds numbers, issues them, reports them. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { findDevice, forgetDevice } from '@/public/kiosk/offline/device';
import { type IssuedTicket, type Lease, openShelf, type Shelf } from '@/public/kiosk/offline/shelf';
import { offlineTicket } from '@/public/kiosk/offline/ticket';
import { ApiError, request } from '@/public/shared/api';
import type { Kiosk, Ticket, TicketOrder } from '@/public/shared/types';
import type { Resource } from '@/public/shared/use-resource';

/** Below that many another block is asked for. */
const FEW = 25;

/** So long a refusal stands. */
const REFUSED_MS = 60_000;

/** At most that many are reported at a time. */
const MOST_REPORTED = 100;

/** How the kiosk stands without a network. */
export interface Offline {
  /** How many numbers it can issue by itself. */
  left: number;
  /** It issued all it had. */
  usedUp: boolean;
  /** Where the slip printer of this machine is reached; `null` when the browser prints. */
  bridge: string | null;
  /** Issues a number by itself; `null` when there is none left. */
  issue: (order: TicketOrder) => Promise<Ticket | null>;
}

/** Keeps numbers in stock while the network is there, and reports what was issued without it. */
export function useOffline(kiosk: Kiosk, resource: Resource<Kiosk>): Offline {
  const branchId = kiosk.branch.id;
  const [left, setLeft] = useState(0);
  const [bridge, setBridge] = useState<string | null>(null);
  const [shelf, setShelf] = useState<Shelf | null>(null);
  const device = useRef<string | null>(null);
  const serverTime = useServerTime(kiosk.now);
  const working = useRef(false);
  const identified = useRef(false);
  /** Whoever was refused a block asks again later. */
  const leasesFrom = useRef(0);
  const [issuedAny, setIssuedAny] = useState(false);

  useEffect(() => {
    device.current = findDevice(branchId);
    if (!device.current) return;
    openShelf(branchId).then(setShelf, () => undefined);
  }, [branchId]);

  const keepUp = useCallback(
    async (stock: Shelf, secret: string, mayLease: boolean) => {
      if (!identified.current) {
        setBridge((await call<{ bridge_url: string | null }>('identify', { device: secret })).bridge_url);
        identified.current = true;
      }
      setIssuedAny(false);
      await report(stock, secret);
      const few = mayLease && (await stock.count(serverTime())) < FEW;
      if (!few || performance.now() < leasesFrom.current) return;
      leasesFrom.current = performance.now() + REFUSED_MS;
      await stock.fill(await call<Lease>('lease', { device: secret }));
      leasesFrom.current = 0;
    },
    [serverTime],
  );

  // Every answer of the server is an occasion to catch up.
  const { loadedAt, offline } = resource;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer is the occasion.
  useEffect(() => {
    const secret = device.current;
    if (!shelf || !secret || working.current) return;
    working.current = true;
    const work = offline ? Promise.resolve() : keepUp(shelf, secret, !kiosk.preparing && !kiosk.roll);
    work
      .catch((error: unknown) => {
        if (!(error instanceof ApiError) || error.code !== 'kiosk.not_found') return;
        forgetDevice();
        device.current = null;
      })
      .then(() => shelf.count(serverTime()))
      .then((count) => setLeft(device.current ? count : 0))
      .finally(() => {
        working.current = false;
      });
  }, [shelf, loadedAt, offline, kiosk.preparing, kiosk.roll, keepUp, serverTime]);

  const issue = useCallback(
    async (order: TicketOrder) => {
      if (!shelf) return null;
      const now = serverTime();
      const { service_id, care_group, accessible } = order;
      const held = await shelf.take({ service_id, care_group, accessible }, now);
      setLeft(await shelf.count(now));
      if (held) setIssuedAny(true);
      return held && offlineTicket(kiosk, held);
    },
    [kiosk, shelf, serverTime],
  );
  return { left, usedUp: left === 0 && issuedAny, bridge, issue };
}

/**
 * The server's clock as last known, carried on by the clock of the page that nobody can set: a wrong clock of the machine, or
 * one that is put right meanwhile, changes nothing.
 */
function useServerTime(now: string): () => number {
  const base = useRef({ now: '', server: 0, own: 0 });
  if (base.current.now !== now) base.current = { now, server: Date.parse(now), own: performance.now() };
  return useCallback(() => base.current.server + performance.now() - base.current.own, []);
}

async function report(shelf: Shelf, device: string): Promise<void> {
  const tickets: IssuedTicket[] = (await shelf.unreported()).slice(0, MOST_REPORTED);
  if (tickets.length === 0) return;
  await call('report', { device, tickets });
  // Whatever came of them, the server knows them now: sending them again would change nothing.
  await shelf.drop(tickets.map((ticket) => ticket.token));
}

function call<T>(act: 'identify' | 'lease' | 'report', body: unknown): Promise<T> {
  return request<T>(`/kiosks/${act}`, { language: 'zh-CN', body });
}
