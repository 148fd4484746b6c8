/**
 * The numbers that this kiosk holds, and those it issued and has not reported, in the browser's own database.
 *
 * A number is taken and its ticket written in one transaction, so that two pages never issue the same one and a power cut
 * loses none that was printed.
 */

/** A block of numbers as the server leases it. */
export interface Lease {
  id: string;
  business_day: string;
  /** The server's clock. */
  now: string;
  ends_at: string;
  /** What stands before a token in the address of a phone page. */
  phone_root: string;
  numbers: { number: string; token: string }[];
}

/** What a visitor chose, as far as that works without a server. */
export interface OfflineOrder {
  service_id: string;
  care_group?: string;
  accessible?: boolean;
}

/** A number that was issued, as it is reported. */
export interface IssuedTicket extends OfflineOrder {
  token: string;
  issued_at: string;
}

/** A number of a block. */
export interface HeldNumber {
  /** Its place: numbers are issued in this order. */
  place?: number;
  number: string;
  token: string;
  business_day: string;
  phone_root: string;
  /** From then on it is not issued, in milliseconds of the server's clock. */
  ends: number;
  /** What it was issued for; missing while it is free. */
  issued?: IssuedTicket;
}

const NUMBERS = 'numbers';

/** The shelf with the numbers of one branch. */
export interface Shelf {
  /** Puts in a block, and takes out what has expired unissued. */
  fill: (lease: Lease) => Promise<void>;
  /** How many numbers can be issued at an instant of the server's clock. */
  count: (now: number) => Promise<number>;
  /** Takes the next number and writes down for what; `null` when there is none. */
  take: (order: OfflineOrder, now: number) => Promise<HeldNumber | null>;
  /** What was issued and not reported, in the order of issue. */
  unreported: () => Promise<IssuedTicket[]>;
  /** Lets go of what was reported. */
  drop: (tokens: readonly string[]) => Promise<void>;
}

/** Opens the shelf of a branch; fails where the browser keeps no data. */
export async function openShelf(branchId: string): Promise<Shelf> {
  const opening = indexedDB.open(`shouwen-kiosk-${branchId}`, 1);
  opening.onupgradeneeded = () =>
    opening.result.createObjectStore(NUMBERS, { keyPath: 'place', autoIncrement: true });
  const db = await done(opening);

  const read = () => done<HeldNumber[]>(db.transaction(NUMBERS).objectStore(NUMBERS).getAll());
  /** Changes the numbers in one transaction that is on the disk when it is over. */
  const change = <T>(act: (all: HeldNumber[], store: IDBObjectStore) => T) =>
    new Promise<T>((resolve, reject) => {
      // Chromium before 83 knows no third parameter and ignores it.
      const begin = db.transaction as (...how: unknown[]) => IDBTransaction;
      const transaction = begin.call(db, NUMBERS, 'readwrite', { durability: 'strict' });
      const store = transaction.objectStore(NUMBERS);
      const reading: IDBRequest<HeldNumber[]> = store.getAll();
      let answer: T;
      reading.onsuccess = () => {
        answer = act(reading.result, store);
      };
      transaction.oncomplete = () => resolve(answer);
      transaction.onabort = () => reject(transaction.error);
    });

  return {
    fill: (lease) =>
      change((all, store) => {
        for (const { place, issued, ends } of all) {
          if (place !== undefined && !issued && ends <= Date.parse(lease.now)) store.delete(place);
        }
        for (const { number, token } of lease.numbers) store.add(held(lease, number, token));
      }),
    count: async (now) => (await read()).filter((one) => isFree(one, now)).length,
    take: (order, now) =>
      change((all, store) => {
        const next = all.find((one) => isFree(one, now));
        if (!next) return null;
        const issued = { ...order, token: next.token, issued_at: new Date(now).toISOString() };
        store.put({ ...next, issued });
        return { ...next, issued };
      }),
    unreported: async () => (await read()).flatMap(({ issued }) => (issued ? [issued] : [])),
    drop: (tokens) =>
      change((all, store) => {
        for (const { place, token } of all) {
          if (place !== undefined && tokens.includes(token)) store.delete(place);
        }
      }),
  };
}

function held(lease: Lease, number: string, token: string): HeldNumber {
  const { business_day, phone_root } = lease;
  return { number, token, business_day, phone_root, ends: Date.parse(lease.ends_at) };
}

function isFree(one: HeldNumber, now: number): boolean {
  return !one.issued && now < one.ends;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
