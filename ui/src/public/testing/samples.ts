/** Answers of the server for tests. */
import type { Hall, Kiosk, Ticket } from '@/public/shared/types';

const branch = {
  id: 'b1',
  name: '滨江支行',
  name_en: 'Binjiang Branch',
  address: '江南大道 188 号',
  phone: '0571-88880101',
};
const idCard = { name: '本人有效身份证', name_en: 'Your ID card' };
const machine = { name: '智能柜台', name_en: 'smart counter', hint: '约 3 分钟', hint_en: 'About 3 minutes' };

function service(id: string, name: string, name_en: string) {
  return {
    id,
    code: id,
    name,
    name_en,
    description: `${name}说明`,
    description_en: `About ${name_en}`,
    papers: [idCard],
    typical_minutes: 5,
    self_service: id === 's2' ? machine : null,
    waiting: 2,
    staffed: true,
  };
}

function careGroup(code: string, name: string, name_en: string) {
  return { code, name, name_en, evidence: `${name}的依据`, evidence_en: `What shows it: ${name_en}` };
}

/** A kiosk with five services and six care groups. */
export function sampleKiosk(change: Partial<Kiosk> = {}): Kiosk {
  return {
    branch,
    now: new Date().toISOString(),
    open: true,
    hours_today: [{ from: '09:00', to: '17:00' }],
    closes_at: null,
    preparing: false,
    waiting: 7,
    services: [
      service('s1', '现金存取', 'Cash'),
      service('s2', '银行卡', 'Cards'),
      service('s3', '转账汇款', 'Transfers'),
      service('s4', '理财', 'Wealth'),
      service('s5', '外汇', 'Exchange'),
    ],
    care_groups: [
      careGroup('elderly', '老年客户', 'Elderly'),
      careGroup('ill', '患病客户', 'Ill'),
      careGroup('disabled', '残障客户', 'Disabled'),
      careGroup('pregnant', '孕妇', 'Pregnant'),
      careGroup('soldier', '现役军人', 'Soldier'),
      careGroup('foreign', '外语服务', 'Foreign language'),
    ],
    idle_seconds: 45,
    incidents: [],
    ...change,
  };
}

/** A hall with two calls. */
export function sampleHall(change: Partial<Hall> = {}): Hall {
  const called_at = new Date(Date.now() - 60_000).toISOString();
  return {
    branch,
    now: new Date().toISOString(),
    calls: [
      { call_id: 'c2', number: 'A012', counter_number: '3', called_at, times: 2, round: 2 },
      { call_id: 'c1', number: 'B007', counter_number: '5', called_at, times: 1, round: 0 },
    ],
    waiting: 12,
    wait: { low_s: 300, high_s: 1080, basis: 'recent' },
    kept_calls: 7,
    incidents: [],
    by_service: [
      {
        service_id: 's1',
        name: '现金存取',
        name_en: 'Cash',
        waiting: 0,
        wait: null,
        urgent: false,
        staffed: false,
      },
    ],
    voice: { languages: ['zh-CN'], volume: 0.8, repeat: 2 },
    ...change,
  };
}

/** A ticket that waits. */
export function sampleTicket(change: Partial<Ticket> = {}): Ticket {
  return {
    visit_id: 'v1',
    token: 'tok1',
    number: 'A023',
    state: 'waiting',
    branch,
    service: { id: 's2', code: 's2', name: '银行卡', name_en: 'Cards' },
    papers: [idCard],
    self_service: null,
    ahead: 4,
    wait: { low_s: 540, high_s: 1140, basis: 'recent' },
    staffed: true,
    counter: null,
    care_group: null,
    accessible: false,
    issued_at: '2026-11-22T02:00:00Z',
    called_at: null,
    calls: 0,
    postponed_until: null,
    phone_path: '/phone/tok1',
    phone_url: 'https://bank.example/phone/tok1',
    rating: { due: false, given: false },
    next_steps: [],
    business_day: '2026-11-22',
    ...change,
  };
}
