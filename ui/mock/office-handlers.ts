import { HttpResponse, http } from 'msw';
import type {
  CalendarDay,
  Hours,
  PackVersion,
  Rating,
  RatingSummary,
  Role,
  TimelineEntry,
  TimelineStep,
} from '../src/api/types.ts';
import { branches, counters, customers, followUps, services, skills, staff, uuid } from './fixtures.ts';
import type { MockWorld } from './world.ts';

const API = '*/api/v1';
const page = <T>(items: T[]) => HttpResponse.json({ items, next: null });
const role = (code: string, name: string, nameEn: string): Role => ({
  code,
  name,
  name_en: nameEn,
  description: '',
  description_en: '',
  permissions: [],
});

const HOLIDAYS: [string, string, CalendarDay['kind']][] = [
  ['01-01', '元旦', 'holiday'],
  ['02-15', '春节', 'make_up_workday'],
  ['02-16', '春节', 'holiday'],
  ['02-17', '春节', 'holiday'],
  ['02-18', '春节', 'holiday'],
  ['02-19', '春节', 'holiday'],
  ['02-20', '春节', 'holiday'],
  ['04-06', '清明节', 'holiday'],
  ['05-01', '劳动节', 'holiday'],
  ['05-04', '劳动节', 'holiday'],
  ['05-09', '劳动节', 'make_up_workday'],
  ['10-01', '国庆节', 'holiday'],
  ['10-02', '国庆节', 'holiday'],
  ['10-10', '国庆节', 'make_up_workday'],
];

const HOURS: Hours = {
  workday: [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '17:00' },
  ],
  weekend: [{ from: '09:30', to: '16:00' }],
  holiday: [],
  make_up_workday: null,
  exceptions: [{ date: '2026-12-31', hours: [{ from: '09:00', to: '15:00' }], reason: '年终决算' }],
};

const PACK = `# 叫号与分流规则
pack: lobby/cn
version: 1
name: 大厅叫号与分流规则
name_en: Lobby calling and triage
valid_from: 2026-01-01
dispatch:
  default_class: ordinary
  classes:
    - code: care
      name: 关爱客户
      base: 60
      rate_per_min: 2
      target_s: 300
    - code: ordinary
      name: 普通
      base: 0
      rate_per_min: 1
      target_s: 900
`;

function organisationHandlers() {
  return [
    http.get(`${API}/branches`, () => page(branches)),
    http.get(`${API}/services`, () => page(services)),
    http.get(`${API}/skills`, () => page(skills)),
    http.get(`${API}/staff`, () => page(staff)),
    http.get(`${API}/staff/:id/grants`, () =>
      page([
        {
          id: uuid(11, 1),
          role: 'teller',
          branch_id: uuid(1, 1),
          granted_at: '2026-01-01T00:00:00Z',
          granted_by: null,
        },
      ]),
    ),
    http.get(`${API}/roles`, () =>
      page([role('teller', '柜员', 'Teller'), role('lobby_manager', '大堂经理', 'Lobby manager')]),
    ),
    http.get(`${API}/shifts`, () =>
      page(
        staff.slice(0, 3).map((one, index) => ({
          id: uuid(12, index + 1),
          branch_id: uuid(1, 1),
          staff_id: one.id,
          counter_id: counters[index]?.id ?? null,
          staff_name: one.name,
          staff_name_en: one.name_en,
          starts_at: new Date(new Date().setHours(8, 30, 0, 0)).toISOString(),
          ends_at: new Date(new Date().setHours(17, 30, 0, 0)).toISOString(),
          version: 1,
        })),
      ),
    ),
    http.get(`${API}/branches/:id/opening-hours`, () =>
      HttpResponse.json({
        branch_id: uuid(1, 1),
        version: 1,
        hours: HOURS,
        today: {
          date: '2026-11-20',
          day_kind: 'workday',
          known: true,
          open: true,
          hours: HOURS.workday,
          reason: null,
          closes_at: null,
          opens_at: null,
        },
      }),
    ),
    http.get(`${API}/calendars/:jurisdiction/:year`, ({ params }) => {
      const year = Number(params.year);
      const known = year <= 2026;
      const days = known
        ? HOLIDAYS.map(([day, name, kind]) => ({ date: `${year}-${day}`, name, kind, source: '' }))
        : [];
      return HttpResponse.json({ jurisdiction: 'cn', year, known, source: null, days });
    }),
  ];
}

function rulesHandlers() {
  const versions: PackVersion[] = [
    {
      version: 2,
      origin: 'override',
      valid_from: '2026-06-01',
      note: '调高关爱客户权重',
      created_at: '2026-06-01T02:00:00Z',
      author: '孙国栋',
      author_id: uuid(4, 6),
    },
    {
      version: 1,
      origin: 'built_in',
      valid_from: '2026-01-01',
      note: '',
      created_at: null,
      author: null,
      author_id: null,
    },
  ];
  const pack = {
    pack: 'lobby/cn',
    name: '大厅叫号与分流规则',
    name_en: 'Lobby calling and triage',
    origin: 'override',
    version: 2,
    valid_from: '2026-06-01',
    left_aside: null,
    sources: [],
    schema: null,
  };
  return [
    http.get(`${API}/rules`, () =>
      page([
        pack,
        {
          ...pack,
          pack: 'services/cn',
          name: '网点业务目录',
          name_en: 'Branch services',
          version: 1,
          origin: 'built_in',
        },
      ]),
    ),
    http.get(`${API}/rules/:pack`, () => HttpResponse.json({ ...pack, content: PACK, versions })),
    http.post(`${API}/rules/:pack/check`, async ({ request }) => {
      const { content } = (await request.json()) as { content: string };
      const broken = content.includes('-1');
      return HttpResponse.json({
        problems: broken
          ? [{ path: '/dispatch/classes/care/base', line: 11, message: '基础分不能为负数' }]
          : [],
        changes: [{ path: '/dispatch/classes/care/base', before: 60, after: 80 }],
      });
    }),
    http.put(`${API}/rules/:pack`, () => HttpResponse.json(versions[0])),
    http.post(`${API}/rules/:pack/restore`, () => HttpResponse.json(versions[0])),
  ];
}

const teller = { kind: 'staff', id: uuid(4, 1), name: '王海燕', name_en: 'Wang Haiyan' };
const nobody = { kind: 'nobody', id: null, name: null, name_en: null };
const step = (
  index: number,
  kind: string,
  sentence: string,
  at: string,
  actor: TimelineStep['actor'],
): TimelineStep => ({
  id: uuid(13, index),
  kind,
  sentence,
  at,
  actor,
  counter_number: actor.kind === 'staff' ? '2' : null,
  detail: {},
});

/** One visit and the opening of the file, as the timeline tells them. */
const timeline: TimelineEntry[] = [
  {
    id: uuid(9, 21),
    kind: 'visit',
    at: '2026-11-20T02:02:00Z',
    branch: { id: uuid(1, 1), name: '中山路支行', name_en: 'Zhongshan Road Branch' },
    sentence: '到店办理',
    visit: {
      number: 'A021',
      service: { id: uuid(2, 1), name: '存款取款', name_en: 'Cash deposit and withdrawal' },
      state: 'finished',
      counter_number: '2',
      staff: teller,
      called_at: '2026-11-20T02:08:00Z',
      serving_at: '2026-11-20T02:08:30Z',
      finished_at: '2026-11-20T02:12:00Z',
      wait_s: 360,
      service_s: 210,
      rated: true,
    },
    steps: [
      step(2, 'visit.taken', '到店取号', '2026-11-20T02:02:00Z', nobody),
      step(3, 'visit.called', '呼叫至柜台', '2026-11-20T02:08:00Z', teller),
      step(4, 'visit.served', '开始办理', '2026-11-20T02:08:30Z', teller),
      step(5, 'visit.finished', '业务办结', '2026-11-20T02:12:00Z', teller),
    ],
  },
  {
    id: uuid(13, 1),
    kind: 'customer.created',
    at: '2024-03-11T02:00:00Z',
    branch: { id: uuid(1, 1), name: '中山路支行', name_en: 'Zhongshan Road Branch' },
    sentence: '建立客户档案',
    visit: null,
    steps: [step(1, 'customer.created', '建立客户档案', '2024-03-11T02:00:00Z', teller)],
  },
];

function customerHandlers() {
  return [
    http.get(`${API}/customers`, () => page(customers)),
    http.post(`${API}/customers/search`, () => page(customers)),
    http.get(`${API}/customers/:id`, ({ params }) =>
      HttpResponse.json(customers.find((one) => one.id === params.id) ?? customers[0]),
    ),
    http.post(`${API}/customers`, () =>
      HttpResponse.json(
        {
          type: 'about:blank',
          title: '请求有误',
          status: 422,
          code: 'customer.invalid',
          detail: '有内容需要更正。',
          trace_id: '0af7651916cd43dd',
          errors: [
            {
              pointer: '/documents/0/number',
              code: 'document.checksum',
              detail: '身份证号码校验位不正确，请核对。',
            },
          ],
        },
        { status: 422 },
      ),
    ),
    http.post(`${API}/customers/:id/unmask`, async ({ request }) => {
      const { field } = (await request.json()) as { field: string };
      return HttpResponse.json({ field, value: field === 'phone' ? '13812345621' : '张晓明' });
    }),
    http.get(`${API}/customers/:id/timeline`, () => page(timeline)),
    http.get(`${API}/customers/:id/looks`, () =>
      page([
        {
          id: uuid(14, 1),
          at: '2026-11-20T02:13:00Z',
          staff: { id: uuid(4, 1), name: '王海燕', name_en: 'Wang Haiyan' },
          branch: { id: uuid(1, 1), name: '中山路支行', name_en: 'Zhongshan Road Branch' },
          field: 'phone',
          reason: 'contact',
          note: null,
        },
      ]),
    ),
  ];
}

function recordHandlers() {
  return [
    http.get(`${API}/follow-ups`, ({ request }) =>
      page(new URL(request.url).searchParams.get('state') === 'closed' ? [] : followUps),
    ),
    http.post(`${API}/follow-ups/:id/:act`, () => HttpResponse.json(followUps[0])),
    http.get(`${API}/ratings/summary`, () =>
      HttpResponse.json({
        from: '2026-10-21T00:00:00Z',
        to: '2026-11-20T00:00:00Z',
        count: 128,
        mean_satisfaction: 4.6,
        mean_effort: 4.4,
        net_promoter_score: 52,
        distribution: [2, 4, 10, 30, 82],
        low: 6,
        low_share: 0.05,
        finished: 312,
        response_rate: 0.41,
      } satisfies RatingSummary),
    ),
    http.get(`${API}/ratings`, () =>
      page<Rating>([
        {
          id: uuid(16, 1),
          at: '2026-11-20T02:20:00Z',
          branch_id: uuid(1, 1),
          visit_id: uuid(9, 21),
          visit_number: 'A021',
          service_id: uuid(2, 1),
          service_name: '存款取款',
          service_name_en: 'Cash',
          staff_id: uuid(4, 1),
          staff_name: '王海燕',
          staff_name_en: 'Wang Haiyan',
          customer_id: null,
          satisfaction: 5,
          effort: 5,
          recommend: 9,
          comment: '柜员很耐心，一次办好。',
        },
      ]),
    ),
    http.get(`${API}/audit`, () =>
      page(
        Array.from({ length: 8 }, (_, index) => ({
          id: uuid(15, index),
          chain: 'head-office',
          branch_id: null,
          reason: null,
          seq: 4_120 - index,
          at: new Date(Date.now() - index * 47_000).toISOString(),
          actor: { kind: 'staff', id: uuid(4, 1), name: index % 3 ? '王海燕' : '周晓岚', name_en: null },
          action: index % 3 ? 'visit.called' : 'customer.unmasked',
          resource: index % 3 ? 'visit' : 'customer',
          resource_id: uuid(9, index),
          outcome: index === 4 ? 'refused' : 'done',
          detail: { counter: '2' },
          trace_id: '0af7651916cd43dd8448eb211c80319c',
        })),
      ),
    ),
    http.get(`${API}/audit/verification`, () =>
      HttpResponse.json({ ok: true, rows: 4_120, chains: 3, anchored: 3, problem_count: 0, problems: [] }),
    ),
  ];
}

/** Everything that is not the lobby or the session. */
export function officeHandlers(_world: MockWorld) {
  return [...organisationHandlers(), ...rulesHandlers(), ...customerHandlers(), ...recordHandlers()];
}
