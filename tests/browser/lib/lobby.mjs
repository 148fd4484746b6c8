// A hall in which something is going on: counters that serve, numbers that were called, customers who wait.

import { take } from './staff.mjs';

/** A teller who works without a screen. */
export class Teller {
  /** Signs in as the given teller of the demo bank and opens the counter of that number. */
  static async at(server, branch, ordinal) {
    const teller = new Teller();
    teller.server = server;
    teller.token = await server.token('teller', branch.id, ordinal);
    const { items } = await teller.ask('GET', `/branches/${branch.id}/counters`);
    teller.counter = items.find((counter) => counter.number === String(ordinal));
    await teller.ask('POST', `/counters/${teller.counter.id}/open`);
    return teller;
  }

  ask(method, path, body) {
    return this.server.call(method, path, { body, token: this.token });
  }

  /** Calls the next customer; answers with the visit. */
  async call() {
    const { visit } = await this.ask('POST', `/counters/${this.counter.id}/call-next`);
    this.visit = visit;
    return visit;
  }

  /** Calls the next customer and begins to serve. */
  async serve() {
    await this.call();
    this.visit = await this.ask('POST', `/visits/${this.visit.id}/serve`);
    return this.visit;
  }

  /** Ends what is being served. */
  async finish() {
    await this.ask('POST', `/visits/${this.visit.id}/finish`, {});
  }
}

/** Which counter is opened for what. */
const COUNTERS = { 2: 'cash', 3: 'cash', 4: 'password_reset', 5: 'personal_details' };

/**
 * Opens counters 2 to 5, all of them with a customer and most with one before; answers with the tellers in that order.
 *
 * Few are served to the end: services of a test last a second, and with more of them the estimates would say so.
 */
export async function open(server, branch) {
  const tellers = [];
  for (const ordinal of Object.keys(COUNTERS)) tellers.push(await Teller.at(server, branch, Number(ordinal)));
  for (const teller of tellers.slice(0, 3)) {
    await take(server, branch, COUNTERS[teller.counter.number]);
    await teller.serve();
    await teller.finish();
  }
  for (const teller of tellers) {
    await take(server, branch, COUNTERS[teller.counter.number]);
    await teller.serve();
  }
  return tellers;
}

/** Finds a customer without care needs; answers with the phone number, which is how a kiosk knows them. */
export async function phoneOfCustomer(server, branch) {
  const token = await server.token('branch_manager', branch.id);
  const { items } = await server.call('GET', '/customers', { token });
  const customer = items.find((one) => one.phone && one.tier === 'ordinary' && one.care_needs.length === 0);
  const body = { field: 'phone', reason: 'serve' };
  const { value } = await server.call('POST', `/customers/${customer.id}/unmask`, { token, body });
  return value.replace(/^\+86/, '').replace(/\D/g, '');
}

/** Takes everybody off the plan of a branch, so that nobody is expected at any counter. */
export async function cancelShifts(server, branch) {
  const token = await server.token('branch_manager', branch.id);
  const { items } = await server.call('GET', `/shifts?branch_id=${branch.id}&limit=200`, { token });
  for (const shift of items) await server.call('DELETE', `/shifts/${shift.id}`, { token });
}

const openingList = (branch) => `/branches/${branch.id}/checklists/opening`;

/** The items of today's opening list. */
export async function openingItems(server, branch) {
  const token = await server.token('lobby_manager', branch.id);
  return (await server.call('GET', openingList(branch), { token })).items;
}

/** Takes back everything that the demo has ticked, so that the branch is not open yet. */
export async function shut(server, branch) {
  const token = await server.token('lobby_manager', branch.id);
  for (;;) {
    const ticked = (await openingItems(server, branch)).filter((item) => item.state !== 'open');
    if (ticked.length === 0) return;
    for (const { code, version } of ticked)
      await server.call('POST', `${openingList(branch)}/items/${code}/undo`, { token, body: { version } });
  }
}

/** Rules of appointments under which a story of a minute can happen: nothing is too near, and all of a day is in time. */
const QUICK = { lead_min: 0, cancel_until_min: 0, opens_min: 1440, on_time_from_min: 1440, per_person: 9 };

/** Puts the quick rules of appointments in force. */
export async function hurryAppointments(server) {
  const token = await server.token('head_office');
  const pack = await server.call('GET', '/rules/appointments%2Fcn', { token });
  let content = pack.content;
  for (const [name, value] of Object.entries(QUICK)) {
    content = content.replace(new RegExp(`^( *${name}:) \\d+`, 'm'), `$1 ${value}`);
  }
  await server.call('PUT', '/rules/appointments%2Fcn', { token, body: { content, note: 'test' } });
}
