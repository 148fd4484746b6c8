import type {
  Alert,
  BoardCounter,
  CounterState,
  Desk,
  QueueEntry,
  Service,
  Staff,
  Step,
  StepKind,
  Visit,
  VisitAction,
  VisitState,
} from '../src/api/types.ts';
import {
  careGroups,
  classes,
  counters,
  customers,
  pauseReasons,
  selfService,
  services,
  staff,
  standing,
  uuid,
} from './fixtures.ts';

const RECALLS = 2;
const now = () => new Date().toISOString();
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const secondsSince = (at: string) => Math.round((Date.now() - Date.parse(at)) / 1000);

const named = (person: Staff | undefined) => ({
  id: person?.id ?? '',
  name: person?.name ?? '',
  name_en: person?.name_en ?? '',
});

interface MockCounter {
  state: CounterState;
  since: string;
  pause_reason: string | null;
  staff: number | null;
  visit: string | null;
}

/** A small lobby in memory: enough to look at pages and to test them, not a second implementation. */
export class MockLobby {
  visits = new Map<string, Visit>();
  counters = new Map<string, MockCounter>();
  alerts: Alert[] = [];
  guided = 3;
  /** Whether a counter on duty does what is asked of it. */
  staffed = true;
  private issued = 20;

  constructor() {
    const waits = [2400, 2000, 1850, 1300, 480, 300, 220, 130, 60, 20];
    for (const [index, wait] of waits.entries()) this.issue((index % services.length) + 1, wait, index);
    counters.forEach((counter, index) => {
      const state: CounterState = [0, 5].includes(index) ? 'closed' : index === 3 ? 'paused' : 'free';
      this.counters.set(counter.id, {
        state,
        since: ago(400 + index * 60),
        pause_reason: state === 'paused' ? 'meal' : null,
        staff: state === 'closed' ? null : index,
        visit: null,
      });
    });
    this.callNext(uuid(5, 2));
    this.serve(this.counter(uuid(5, 2)).visit as string);
    this.callNext(uuid(5, 3));
    this.alerts = [this.alert(1, 'care_waiting', 'breach'), this.alert(2, 'assistance', 'info')];
  }

  private alert(index: number, kind: Alert['kind'], level: Alert['level']): Alert {
    const visit = this.queue()[0];
    return {
      id: uuid(10, index),
      kind,
      level,
      visit_id: kind === 'assistance' ? null : (visit?.id ?? null),
      number: visit?.number ?? null,
      raised_at: ago(90 * index),
      args: {
        answer_within_s: null,
        care_group: null,
        class: null,
        expected_s: null,
        place: null,
        service: null,
        threshold_s: null,
        waited_s: null,
        waiting: null,
      },
      words: null,
      resolved_at: null,
      sentence:
        kind === 'assistance'
          ? '取号机处有客户请求帮助，请前往。'
          : `老年客户 ${visit?.number} 已等候超过 15 分钟，请优先照看。`,
      acknowledged_by: null,
      acknowledged_at: null,
    };
  }

  issue(serviceIndex: number, waitedS = 0, index = this.issued): Visit {
    const service = services[serviceIndex - 1] as Service;
    this.issued += 1;
    const care = index % 4 === 1 ? (careGroups[index % 3]?.code ?? null) : null;
    const customer = index % 3 === 0 ? customers[index % customers.length] : undefined;
    const visit: Visit = {
      id: uuid(9, this.issued),
      number: `${service.prefix}${String(this.issued).padStart(3, '0')}`,
      branch_id: uuid(1, 1),
      business_day: now().slice(0, 10),
      service: { id: service.id, code: service.code, name: service.name, name_en: service.name_en },
      class: care ? 'care' : 'ordinary',
      care_group: care,
      tier: customer?.tier ?? null,
      standing: standing(care, customer?.tier ?? null),
      customer: customer
        ? { id: customer.id, name: customer.name, tier: customer.tier, care_needs: customer.care_needs }
        : null,
      state: 'waiting',
      since: ago(waitedS),
      accessible: care === 'disabled',
      need: index % 5 === 0 ? '卡丢了，想挂失再补一张' : null,
      arrived_at: ago(waitedS),
      called_at: null,
      serving_at: null,
      finished_at: null,
      counter: null,
      staff: null,
      calls: 0,
      recalls: 0,
      wait_s: waitedS,
      service_s: null,
      why: null,
      steps: [],
      actions: [],
      reserved_for: null,
      appointment: null,
      postponed_until: null,
      rated: false,
      version: 1,
    };
    this.visits.set(visit.id, visit);
    this.step(visit, 'taken', 'customer');
    if (visit.steps[0]) visit.steps[0].at = visit.arrived_at;
    return visit;
  }

  counter(id: string): MockCounter {
    const counter = this.counters.get(id);
    if (!counter) throw new Error('no such counter');
    return counter;
  }

  visit(id: string): Visit {
    const visit = this.visits.get(id);
    if (!visit) throw new Error('no such visit');
    return visit;
  }

  queue(): Visit[] {
    return [...this.visits.values()].filter((visit) => visit.state === 'waiting');
  }

  setCounter(id: string, state: CounterState, reason: string | null = null): void {
    const counter = this.counter(id);
    Object.assign(counter, { state, since: now(), pause_reason: reason });
    counter.staff = state === 'closed' ? null : (counter.staff ?? 0);
  }

  callNext(counterId: string): Visit | null {
    const [first, second] = this.queue();
    if (!first) return null;
    this.call(first.id, counterId);
    first.why = {
      score: 42.5,
      bonus: 0,
      class: first.class,
      waited_min: Math.round(first.wait_s / 60),
      base: 0,
      rate_per_min: 1,
      rule: 'accumulated',
      candidates: this.queue().length + 1,
      runner_up: second ? { number: second.number, score: 38.2 } : null,
      sentence: `${first.number} 在 ${this.queue().length + 1} 位候选客户中得分最高：已等候 ${Math.round(first.wait_s / 60)} 分钟。`,
    };
    const called = first.steps.at(-1);
    if (called) called.why = first.why;
    return first;
  }

  call(id: string, counterId: string): Visit {
    const visit = this.visit(id);
    const counter = counters.find((item) => item.id === counterId);
    Object.assign(visit, {
      state: 'called',
      since: now(),
      called_at: now(),
      calls: visit.calls + 1,
      recalls: 0,
      wait_s: secondsSince(visit.arrived_at),
    });
    visit.counter = counter ? { id: counter.id, number: counter.number, name: counter.name } : null;
    visit.staff = named(staff[0]);
    this.setCounter(counterId, 'calling');
    this.counter(counterId).visit = id;
    return this.step(visit, 'called');
  }

  recall(id: string): Visit {
    const visit = this.visit(id);
    visit.calls += 1;
    visit.recalls += 1;
    return this.step(visit, 'recalled');
  }

  serve(id: string): Visit {
    const visit = this.visit(id);
    Object.assign(visit, { state: 'serving', since: now(), recalls: 0, serving_at: now() });
    if (visit.counter) this.setCounter(visit.counter.id, 'serving');
    return this.step(visit, 'served');
  }

  /** Ends the time at the counter in one of the ways. */
  release(id: string, state: VisitState, kind: StepKind, detail: Record<string, unknown> = {}): Visit {
    const visit = this.visit(id);
    Object.assign(visit, { state, since: now(), recalls: 0 });
    if (state === 'finished')
      Object.assign(visit, { finished_at: now(), service_s: secondsSince(visit.serving_at ?? now()) });
    if (visit.counter && state !== 'waiting') this.free(visit.counter.id);
    if (visit.counter && state === 'waiting') this.free(visit.counter.id);
    return this.step(visit, kind, 'staff', detail);
  }

  private free(counterId: string): void {
    this.setCounter(counterId, 'free');
    this.counter(counterId).visit = null;
  }

  step(
    visit: Visit,
    kind: StepKind,
    actor: Step['actor']['kind'] = 'staff',
    detail: Record<string, unknown> = {},
  ): Visit {
    const person = actor === 'staff' ? staff[0] : undefined;
    visit.steps.push({
      seq: visit.steps.length + 1,
      kind,
      at: now(),
      actor: {
        kind: actor,
        id: person?.id ?? null,
        name: person?.name ?? null,
        name_en: person?.name_en ?? null,
      },
      counter_number: visit.counter?.number ?? null,
      service_name: visit.service.name,
      detail,
      why: kind === 'called' ? visit.why : null,
    });
    visit.version += 1;
    visit.actions = this.actions(visit);
    return visit;
  }

  private actions(visit: Visit): VisitAction[] {
    if (visit.state === 'called') {
      const early = visit.recalls < RECALLS;
      return ['recall', 'serve', 'park', 'transfer', ...(early ? [] : (['no_show'] as const))];
    }
    if (visit.state === 'serving') return ['finish', 'park', 'transfer'];
    return visit.state === 'waiting' ? ['triage', 'leave', 'call', 'guidance'] : [];
  }

  entry(visit: Visit): QueueEntry {
    const waited = secondsSince(visit.arrived_at);
    const [target, warn, breach] = visit.care_group ? [300, 480, 900] : [900, 1200, 1800];
    return {
      visit_id: visit.id,
      number: visit.number,
      service_id: visit.service.id,
      service_name: visit.service.name,
      service_name_en: visit.service.name_en,
      class: visit.class,
      care_group: visit.care_group,
      tier: visit.tier,
      standing: visit.standing,
      state: visit.state,
      park_reason: null,
      arrived_at: visit.arrived_at,
      waited_s: waited,
      target_s: target,
      warn_s: warn,
      breach_s: breach,
      level: waited >= breach ? 'breach' : waited >= warn ? 'warn' : 'ok',
      accessible: visit.accessible,
      reserved_for: visit.reserved_for,
      postponed_until: visit.postponed_until,
      calls: visit.calls,
    };
  }

  desk(counterId: string): Desk {
    const info = counters.find((counter) => counter.id === counterId);
    const state = this.counter(counterId);
    const waiting = this.queue();
    const person = state.staff === null ? null : staff[state.staff];
    return {
      incidents: [],
      counter: {
        id: counterId,
        number: info?.number ?? '',
        name: info?.name ?? '',
        name_en: info?.name_en ?? '',
        branch_id: uuid(1, 1),
        state: state.state,
        since: state.since,
        pause_reason: state.pause_reason,
        staff: person ? named(person) : null,
        service_ids: [],
      },
      current: state.visit ? this.visit(state.visit) : null,
      waiting: waiting.slice(0, 8).map((visit) => this.entry(visit)),
      waiting_total: waiting.length,
      parked: [...this.visits.values()]
        .filter((visit) => visit.state === 'parked')
        .map((visit) => this.entry(visit)),
      services: services.map(({ id, code, name, name_en }) => ({ id, code, name, name_en })),
      colleagues: staff
        .slice(1, 4)
        .map((one, index) => ({ ...named(one), counter_number: String(index + 2) })),
      counters: counters.map((one) => ({
        id: one.id,
        number: one.number,
        name: one.name,
        name_en: one.name_en,
        state: this.counter(one.id).state,
      })),
      pause_reasons: pauseReasons,
      recalls_before_no_show: RECALLS,
      recall_after_s: 0,
      classes,
      park_reasons: [{ code: 'other', name: '其他', name_en: 'Other' }],
      served_today: 17,
      mean_service_s: 412,
      self_service: selfService,
      care_groups: careGroups,
      outcomes: [
        { code: 'done', name: '已办结', name_en: 'Done' },
        { code: 'papers_missing', name: '资料不齐', name_en: 'Papers missing' },
        { code: 'customer_withdrew', name: '客户放弃办理', name_en: 'Customer decided against it' },
      ],
      next_steps: [
        {
          code: 'bring_papers',
          name: '请备齐所缺资料后再来，可优先办理',
          name_en: 'Please come back with the missing papers',
        },
        {
          code: 'card_by_post',
          name: '新卡将邮寄至您留存的地址',
          name_en: 'The new card is posted to your address',
        },
      ],
    };
  }

  boardCounters(): BoardCounter[] {
    return counters.map((one) => {
      const state = this.counter(one.id);
      const visit = state.visit ? this.visit(state.visit) : null;
      return {
        id: one.id,
        number: one.number,
        name: one.name,
        name_en: one.name_en,
        state: state.state,
        since: state.since,
        staff_name: state.staff === null ? null : (staff[state.staff]?.name ?? null),
        staff_name_en: state.staff === null ? null : (staff[state.staff]?.name_en ?? null),
        visit_id: visit?.id ?? null,
        visit_number: visit?.number ?? null,
        service_name: visit?.service.name ?? null,
        service_name_en: visit?.service.name_en ?? null,
        state_s: secondsSince(state.since),
        pause_reason: state.pause_reason,
        too_long_at: null,
      };
    });
  }
}
