import { describe, expect, it } from 'vitest';
import { type Act, type Flow, initialFlow, orderOf, reduce } from '@/public/kiosk/flow';
import type { KioskService } from '@/public/shared/types';
import { sampleKiosk, sampleTicket } from '@/public/testing/samples';

const kiosk = sampleKiosk();

function service(id: string): KioskService {
  const found = kiosk.services.find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
}

function walk(...acts: Act[]): Flow {
  return acts.reduce(reduce, initialFlow);
}

const choose = (id: string): Act => ({
  act: 'choose_service',
  service: service(id),
  need: '',
  careAsked: true,
});
const care = (id: string, code: string | null): Act => ({ act: 'choose_care', code, service: service(id) });

describe('the way to a number', () => {
  it('goes from the need to the order', () => {
    const identity = { kind: 'phone', value: '13800138000' } as const;
    const flow = walk(
      { act: 'begin' },
      { ...choose('s1'), need: '取点钱' } as Act,
      care('s1', null),
      { act: 'choose_kind', kind: 'phone' },
      { act: 'enter', identity },
      { act: 'set_accessible', accessible: true },
    );
    expect(flow.step).toBe('confirm');
    expect(orderOf(flow, 'kiosk')).toEqual({
      service_id: 's1',
      identity,
      care_group: undefined,
      accessible: true,
      need: '取点钱',
      channel: 'kiosk',
    });
  });

  it('offers self-service where it fits, but never to those who need care', () => {
    expect(walk({ act: 'begin' }, choose('s2'), care('s2', null)).step).toBe('self_service');
    expect(walk({ act: 'begin' }, choose('s2'), care('s2', 'elderly')).step).toBe('identify');
    expect(walk({ act: 'begin' }, choose('s1'), care('s1', null)).step).toBe('identify');
    expect(walk({ act: 'begin' }, choose('s2'), care('s2', null), { act: 'stay' }).step).toBe('identify');
  });

  it('goes back the way it came and not beyond the start', () => {
    const flow = walk({ act: 'begin' }, { act: 'all_services', need: 'x' }, choose('s1'));
    expect(reduce(flow, { act: 'back' }).step).toBe('services');
    const start = [1, 2, 3, 4].reduce((each) => reduce(each, { act: 'back' }), flow);
    expect(start.step).toBe('start');
  });

  it('leads to the refused field with the sentence of the server', () => {
    const flow = walk(
      { act: 'begin' },
      choose('s1'),
      care('s1', null),
      { act: 'choose_kind', kind: 'resident_id' },
      { act: 'enter', identity: { kind: 'resident_id', value: 'x' } },
      { act: 'refused', fields: [{ pointer: '/identity/value', code: 'x', detail: '号码不对' }] },
    );
    expect(flow.step).toBe('entry');
    expect(flow.refusedIdentity).toBe('号码不对');
    expect(reduce(flow, { act: 'back' }).step).toBe('identify');
  });

  it('asks nobody who they are while the network is down', () => {
    const alone = walk({ act: 'begin' }, choose('s1'), {
      act: 'choose_care',
      code: 'pregnant',
      service: null,
      offline: true,
    });
    expect(alone.step).toBe('confirm');
    expect(walk({ act: 'begin' }, { act: 'stay', offline: true }).step).toBe('confirm');
    expect(walk({ act: 'begin' }, { act: 'stay' }).step).toBe('identify');
  });

  it('stays where it is after another refusal', () => {
    const flow = walk({ act: 'begin' }, choose('s1'), care('s1', null), { act: 'anonymous' });
    expect(reduce(flow, { act: 'refused', fields: [] })).toBe(flow);
  });

  it('forgets the identity with the number issued, and everything at the start', () => {
    const flow = walk(
      { act: 'begin' },
      { act: 'enter', identity: { kind: 'phone', value: '13800138000' } },
      { act: 'issued', ticket: sampleTicket() },
    );
    expect(flow.identity).toBeNull();
    expect(flow.past).toEqual([]);
    expect(reduce(flow, { act: 'reset' })).toEqual(initialFlow);
  });
});
