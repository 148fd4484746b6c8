/** The way through taking a number: which step comes when, and what is kept on the way. No effects in here. */
import type { FieldProblem } from '@/public/shared/api';
import type { Identity, IdentityKind, Kiosk, KioskService, Ticket, TicketOrder } from '@/public/shared/types';

/** The screens, in their usual order. */
export type Step =
  | 'start'
  | 'check_in'
  | 'need'
  | 'services'
  | 'care'
  | 'self_service'
  | 'self_service_go'
  | 'identify'
  | 'entry'
  | 'confirm'
  | 'slip';

/** Everything that one visitor has said so far. */
export interface Flow {
  step: Step;
  /** The steps to go back through, oldest first. */
  past: readonly Step[];
  need: string;
  serviceId: string | null;
  careGroup: string | null;
  kind: IdentityKind;
  identity: Identity | null;
  accessible: boolean;
  /** What the server found wrong with the identity, in the visitor's language. */
  refusedIdentity: string | null;
  ticket: Ticket | null;
}

/** What a visitor (or the server) does. */
export type Act =
  | { act: 'begin' }
  | { act: 'check_in' }
  | { act: 'all_services'; need: string }
  | {
      act: 'choose_service';
      service: KioskService;
      need: string;
      careAsked: boolean;
      offline?: boolean;
    }
  | { act: 'choose_care'; code: string | null; service: KioskService | null; offline?: boolean }
  | { act: 'go_self_service' }
  | { act: 'stay'; offline?: boolean }
  | { act: 'choose_kind'; kind: IdentityKind }
  | { act: 'enter'; identity: Identity }
  | { act: 'anonymous' }
  | { act: 'set_accessible'; accessible: boolean }
  | { act: 'refused'; fields: readonly FieldProblem[] }
  | { act: 'issued'; ticket: Ticket }
  | { act: 'back' }
  | { act: 'reset' };

/** Before anybody has touched the screen. */
export const initialFlow: Flow = {
  step: 'start',
  past: [],
  need: '',
  serviceId: null,
  careGroup: null,
  kind: 'resident_id',
  identity: null,
  accessible: false,
  refusedIdentity: null,
  ticket: null,
};

/** Answers the flow after an act. */
export function reduce(flow: Flow, act: Act): Flow {
  switch (act.act) {
    case 'begin':
      return go(flow, 'need');
    case 'check_in':
      return go(flow, 'check_in');
    case 'all_services':
      return go({ ...flow, need: act.need }, 'services');
    case 'choose_service': {
      const chosen = { ...flow, serviceId: act.service.id, need: act.need, careGroup: null };
      return act.careAsked ? go(chosen, 'care') : afterCare(chosen, act.service, act.offline);
    }
    case 'choose_care':
      return afterCare({ ...flow, careGroup: act.code }, act.service, act.offline);
    case 'go_self_service':
      return go(flow, 'self_service_go');
    case 'stay':
      return go(flow, afterMachine(act.offline));
    case 'choose_kind':
      return go({ ...flow, kind: act.kind, refusedIdentity: null }, 'entry');
    case 'enter':
      return go({ ...flow, identity: act.identity, refusedIdentity: null }, 'confirm');
    case 'anonymous':
      return go({ ...flow, identity: null, refusedIdentity: null }, 'confirm');
    case 'set_accessible':
      return { ...flow, accessible: act.accessible };
    case 'refused':
      return refused(flow, act.fields);
    case 'issued':
      return { ...flow, step: 'slip', past: [], identity: null, ticket: act.ticket };
    case 'back':
      return back(flow);
    case 'reset':
      return initialFlow;
  }
}

/** The order for what was said. */
export function orderOf(flow: Flow, channel: TicketOrder['channel']): TicketOrder {
  return {
    service_id: flow.serviceId ?? '',
    identity: flow.identity ?? undefined,
    care_group: flow.careGroup ?? undefined,
    accessible: flow.accessible || undefined,
    need: flow.need || undefined,
    channel,
  };
}

/** The chosen service, if it is still offered. */
export function serviceOf(flow: Flow, kiosk: Kiosk): KioskService | null {
  return kiosk.services.find((service) => service.id === flow.serviceId) ?? null;
}

/** Self-service is offered only to those who need no particular care; it is an offer, never a condition. */
function afterCare(flow: Flow, service: KioskService | null, offline?: boolean): Flow {
  return go(flow, service?.self_service && flow.careGroup === null ? 'self_service' : afterMachine(offline));
}

/** Without a network nobody can be recognised, so nobody is asked. */
function afterMachine(offline?: boolean): Step {
  return offline ? 'confirm' : 'identify';
}

/** Leads back to the field that was refused; other refusals stay where the order was given. */
function refused(flow: Flow, fields: readonly FieldProblem[]): Flow {
  const identity = fields.find((field) => field.pointer.startsWith('/identity'));
  if (identity && flow.identity) return { ...goTo(flow, 'entry'), refusedIdentity: identity.detail };
  if (fields.some((field) => field.pointer.startsWith('/care_group'))) return goTo(flow, 'care');
  if (fields.some((field) => field.pointer.startsWith('/service_id'))) return goTo(flow, 'services');
  return flow;
}

function go(flow: Flow, step: Step): Flow {
  return { ...flow, step, past: [...flow.past, flow.step] };
}

/** Goes back to a step that was passed, or forward to it when it was not. */
function goTo(flow: Flow, step: Step): Flow {
  const at = flow.past.lastIndexOf(step);
  return at < 0 ? go(flow, step) : { ...flow, step, past: flow.past.slice(0, at) };
}

function back(flow: Flow): Flow {
  const step = flow.past[flow.past.length - 1];
  return step ? { ...flow, step, past: flow.past.slice(0, -1), refusedIdentity: null } : flow;
}
