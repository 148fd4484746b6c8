import { HttpResponse, http } from 'msw';
import type { Board, Branch, Kiosk, Ticket, Visit } from '../src/api/types.ts';
import { careGroups, classes, counters, selfService, served, services, uuid } from './fixtures.ts';
import type { MockLobby } from './lobby-state.ts';
import type { MockWorld } from './world.ts';

const API = '*/api/v1';

const hallBranch: Ticket['branch'] = {
  id: served[0]?.id as string,
  code: 'JZ001',
  name: served[0]?.name as string,
  name_en: served[0]?.name_en as string,
  address: '',
  address_en: '',
  phone: '',
};

function ticket(lobby: MockLobby, visit: Visit): Ticket {
  return {
    visit_id: visit.id,
    token: 'mock',
    topic: 'ticket:mock',
    number: visit.number,
    state: 'waiting',
    branch: hallBranch,
    business_day: visit.business_day,
    service: visit.service,
    care_group: null,
    accessible: false,
    issued_at: visit.arrived_at,
    ahead: lobby.queue().length - 1,
    wait: { low_s: 300, high_s: 720, basis: 'recent' },
    staffed: lobby.staffed,
    incident: null,
    called_at: null,
    calls: 0,
    counter: null,
    postponed_until: null,
    next_steps: [],
    papers: [],
    self_service: null,
    rating: { due: false, given: false },
    phone_path: '/phone/mock',
    phone_url: 'https://bank.example/phone/mock',
  };
}

function board(lobby: MockLobby): Board {
  const waiting = lobby.queue().map((visit) => lobby.entry(visit));
  const longest = (entries: { waited_s: number }[]) => {
    const waited = entries.map((entry) => entry.waited_s);
    return waited.length ? new Date(Date.now() - Math.max(...waited) * 1000).toISOString() : null;
  };
  const counted = (state: string) =>
    lobby.boardCounters().filter((counter) => counter.state === state).length;
  const branch = served[0] as Branch;
  return {
    branch,
    now: new Date().toISOString(),
    totals: {
      waiting: waiting.length,
      called: counted('calling'),
      serving: counted('serving'),
      served: 46,
      left: 2,
      no_show: 3,
      diverted: 9,
      care_waiting: waiting.filter((entry) => entry.care_group).length,
      mean_wait_s: 505,
      p50_wait_s: 430,
      p90_wait_s: 1140,
      longest_since: longest(waiting),
      within_target_share: 0.83,
    },
    services: services.map((service) => {
      const mine = waiting.filter((entry) => entry.service_id === service.id);
      return {
        service_id: service.id,
        code: service.code,
        name: service.name,
        name_en: service.name_en,
        waiting: mine.length,
        serving: 1,
        served: 8,
        level: mine.some((entry) => entry.level === 'breach') ? 'breach' : 'ok',
        longest_since: longest(mine),
        mean_wait_s: 380,
        target_s: 900,
        wait: { low_s: 300, high_s: 780, basis: 'recent' },
        with_one_more: null,
      };
    }),
    counters: lobby.boardCounters(),
    waiting,
    late: [],
    incidents: [],
    alerts: lobby.alerts,
    guidance: { offered: 14, accepted: lobby.guided, declined: 3, done: 6 },
    self_service: selfService,
    care_groups: careGroups,
    classes,
  };
}

/** The counter of the signed-in person, while it is open. */
function seatOf({ lobby, session }: MockWorld): string | null {
  const counterId = session?.counter_id ?? null;
  return counterId && lobby.counter(counterId).state !== 'closed' ? counterId : null;
}

function counterHandlers(world: MockWorld) {
  const { lobby } = world;
  const id = (params: Record<string, unknown>) => String(params.id);
  const state = (name: string, apply: (counterId: string, body: { reason?: string }) => void) =>
    http.post(`${API}/counters/:id/${name}`, async ({ params, request }) => {
      apply(id(params), (await request.json()) as { reason?: string });
      world.tell('counter.changed');
      return HttpResponse.json({});
    });
  return [
    http.get(`${API}/desk`, () => HttpResponse.json({ counter_id: seatOf(world) })),
    http.get(`${API}/counters/:id/desk`, ({ params }) => HttpResponse.json(lobby.desk(id(params)))),
    http.get(`${API}/branches/:branch/counters`, () =>
      HttpResponse.json({
        items: counters,
        next: null,
      }),
    ),
    state('open', (counterId) => {
      lobby.setCounter(counterId, 'free');
      world.sitAt(counterId);
    }),
    state('close', (counterId) => {
      lobby.setCounter(counterId, 'closed');
      world.sitAt(null);
    }),
    state('pause', (counterId, body) => lobby.setCounter(counterId, 'paused', body.reason ?? null)),
    state('resume', (counterId) => lobby.setCounter(counterId, 'free')),
    http.post(`${API}/counters/:id/call-next`, ({ params }) => {
      const visit = lobby.callNext(id(params));
      world.tell('visit.called');
      return HttpResponse.json({ visit, idle: visit ? null : 'nobody_waiting' });
    }),
  ];
}

function visitHandlers(world: MockWorld) {
  const { lobby } = world;
  const act = (name: string, run: (id: string, body: Record<string, unknown>) => Visit) =>
    http.post(`${API}/visits/:id/${name}`, async ({ params, request }) => {
      const visit = run(String(params.id), (await request.json()) as Record<string, unknown>);
      world.tell(`visit.${name}`);
      return HttpResponse.json(visit);
    });
  return [
    act('recall', (id) => lobby.recall(id)),
    act('serve', (id) => lobby.serve(id)),
    act('no-show', (id) => lobby.release(id, 'no_show', 'no_show')),
    act('park', (id) => lobby.release(id, 'parked', 'parked')),
    act('unpark', (id) => lobby.release(id, 'waiting', 'unparked')),
    act('transfer', (id, body) => lobby.release(id, 'waiting', 'transferred', body)),
    act('finish', (id, body) => lobby.release(id, 'finished', 'finished', body)),
    act('leave', (id) => lobby.release(id, 'left', 'left')),
    act('call', (id) => lobby.call(id, world.session?.counter_id ?? uuid(5, 1))),
    act('triage', (id, body) => {
      const visit = lobby.visit(id);
      const service = services.find((one) => one.id === body.service_id);
      if (service)
        visit.service = { id: service.id, code: service.code, name: service.name, name_en: service.name_en };
      if ('care_group' in body) visit.care_group = body.care_group as string | null;
      return lobby.step(visit, 'triaged');
    }),
    act('guidance', (id, body) => {
      lobby.guided += 1;
      return lobby.step(lobby.visit(id), 'guided', 'staff', body);
    }),
    http.get(`${API}/visits`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      const number = query.get('number');
      const items = [...lobby.visits.values()]
        .filter((visit) => !number || visit.number === number)
        .filter((visit) => !query.get('state') || visit.state === query.get('state'));
      return HttpResponse.json({ items, next: null });
    }),
    http.get(`${API}/visits/:id`, ({ params }) => {
      const visit = lobby.visits.get(String(params.id)) ?? [...lobby.visits.values()][0];
      return HttpResponse.json(visit);
    }),
  ];
}

/** The staff side of the lobby and what it needs of the public side. */
export function lobbyHandlers(world: MockWorld) {
  const { lobby } = world;
  return [
    ...counterHandlers(world),
    ...visitHandlers(world),
    http.get(`${API}/branches/:id/board`, () => HttpResponse.json(board(lobby))),
    http.get(`${API}/branches/:id/alerts`, () => HttpResponse.json({ items: lobby.alerts, next: null })),
    http.post(`${API}/alerts/:id/acknowledge`, ({ params }) => {
      const alert = lobby.alerts.find((one) => one.id === params.id);
      if (alert) alert.acknowledged_at = new Date().toISOString();
      world.tell('alert.acknowledged');
      return HttpResponse.json(alert);
    }),
    http.get(`${API}/public/branches/:id/kiosk`, () =>
      HttpResponse.json({
        branch: hallBranch,
        now: new Date().toISOString(),
        open: true,
        closes_at: null,
        preparing: false,
        roll: false,
        hours_today: [],
        idle_seconds: 60,
        incidents: [],
        waiting: lobby.queue().length,
        services: services.map((service) => ({
          ...service,
          papers: [],
          typical_minutes: 8,
          self_service:
            service.code === 'cash'
              ? { kind: 'atm', name: '自动取款机', name_en: 'Cash machine', hint: '', hint_en: '' }
              : null,
          waiting: 1,
          staffed: lobby.staffed,
        })),
        care_groups: careGroups,
      } satisfies Kiosk),
    ),
    http.post(`${API}/public/branches/:id/tickets`, async ({ request }) => {
      const { service_id: serviceId } = (await request.json()) as { service_id: string };
      const index = services.findIndex((service) => service.id === serviceId) + 1;
      const visit = lobby.issue(Math.max(1, index));
      world.tell('visit.taken');
      return HttpResponse.json(ticket(lobby, visit), { status: 201 });
    }),
  ];
}
