import type {
  Branch,
  CareGroup,
  Counter,
  Customer,
  Demo,
  FollowUp,
  Kiosk,
  Named,
  NamedId,
  Service,
  Session,
  Skill,
  Staff,
  Standing,
} from '../src/api/types.ts';
import { PERMISSIONS } from './permissions.ts';

/** Makes a stable UUID from a kind and a number, so that tests and pictures do not change. */
export function uuid(kind: number, index: number): string {
  return `0199aa00-0000-7000-8${String(kind).padStart(3, '0')}-${String(index).padStart(12, '0')}`;
}

const branch = (index: number, code: string, name: string, nameEn: string): Branch => ({
  id: uuid(1, index),
  parent_id: index === 0 ? null : uuid(1, 0),
  kind: index === 0 ? 'head_office' : 'sub_branch',
  code,
  name,
  name_en: nameEn,
  address: '江州市中山路 18 号',
  address_en: '18 Zhongshan Road, Jiangzhou',
  phone: '0512-6543 2100',
  facilities: [],
  zone: 'Asia/Shanghai',
  jurisdiction: 'cn',
  active: true,
  version: 1,
});

export const branches: Branch[] = [
  branch(0, 'HO', '江州银行总行', 'Jiangzhou Bank Head Office'),
  branch(1, 'JZ001', '中山路支行', 'Zhongshan Road Branch'),
  branch(2, 'JZ002', '湖滨支行', 'Lakeside Branch'),
  branch(3, 'JZ003', '高新区支行', 'High-tech Zone Branch'),
];

const thin = ({ id, name, name_en }: NamedId): NamedId => ({ id, name, name_en });
export const served = branches.slice(1);

const service = (
  index: number,
  prefix: string,
  code: string,
  name: string,
  nameEn: string,
  category: string,
  skill: string,
  typicalS: number,
): Service => ({
  id: uuid(2, index),
  code,
  prefix,
  name,
  name_en: nameEn,
  category,
  description: name,
  description_en: nameEn,
  typical_s: typicalS,
  skill,
  class: null,
  papers: [],
  phrases: { zh: [], en: [] },
  self_service: null,
  position: index,
  active: true,
  version: 1,
});

export const services: Service[] = [
  service(1, 'A', 'cash', '存款取款', 'Cash deposit and withdrawal', 'cash', 'cash', 240),
  service(2, 'B', 'account_opening', '开立个人账户', 'Open a personal account', 'account', 'personal', 720),
  service(3, 'C', 'card', '银行卡业务', 'Bank cards', 'account', 'personal', 480),
  service(4, 'D', 'transfer', '转账汇款', 'Transfers', 'transfer', 'personal', 420),
  service(5, 'E', 'wealth', '理财咨询与购买', 'Wealth advice', 'saving', 'wealth', 1200),
  service(6, 'L', 'loan', '贷款咨询', 'Loan enquiry', 'loan', 'loan', 1500),
];

export const skills: Skill[] = [
  { id: uuid(3, 1), code: 'cash', name: '现金', name_en: 'Cash handling' },
  { id: uuid(3, 2), code: 'personal', name: '个人非现金', name_en: 'Personal accounts' },
  { id: uuid(3, 3), code: 'wealth', name: '理财销售资格', name_en: 'Licensed to sell investments' },
  { id: uuid(3, 4), code: 'loan', name: '信贷', name_en: 'Lending' },
];

const NAMES: [string, string, string, string][] = [
  ['王海燕', 'Wang Haiyan', '柜员', 'Teller'],
  ['李志强', 'Li Zhiqiang', '柜员', 'Teller'],
  ['陈思琪', 'Chen Siqi', '柜员', 'Teller'],
  ['赵文博', 'Zhao Wenbo', '理财经理', 'Wealth manager'],
  ['周晓岚', 'Zhou Xiaolan', '大堂经理', 'Lobby manager'],
  ['孙国栋', 'Sun Guodong', '网点负责人', 'Branch manager'],
];

export const staff: Staff[] = NAMES.map(([name, nameEn, job, jobEn], index) => ({
  id: uuid(4, index + 1),
  employee_number: `JZ10${index + 21}`,
  name,
  name_en: nameEn,
  job_title: job,
  job_title_en: jobEn,
  branch_id: uuid(1, 1),
  username: 'demo',
  account: { username: 'demo', disabled: false, locked_until: null, must_change: false, totp_enabled: false },
  grants: [],
  skills: index === 3 ? ['wealth', 'personal'] : ['cash', 'personal'],
  active: true,
  version: 1,
}));

export const counters: Counter[] = ['1', '2', '3', '4', '5', '6'].map((number, index) => ({
  id: uuid(5, index + 1),
  branch_id: uuid(1, 1),
  number,
  name: index < 4 ? '综合柜台' : '理财室',
  name_en: index < 4 ? 'General counter' : 'Wealth room',
  kind: index < 4 ? 'cash' : 'office',
  service_ids: index < 4 ? [] : [uuid(2, 5), uuid(2, 6)],
  specialised_service_ids: [],
  active: true,
  version: 1,
}));

export const careGroups: (Kiosk['care_groups'][number] & CareGroup)[] = [
  {
    code: 'elderly',
    name: '老年客户',
    name_en: 'Elderly',
    help: '大字版与慢速讲解',
    help_en: 'Large print, slow explanations',
    evidence: '居民身份证',
    evidence_en: 'Resident ID',
  },
  {
    code: 'pregnant',
    name: '孕妇',
    name_en: 'Pregnant',
    help: '安排座位',
    help_en: 'A seat',
    evidence: '客户说明',
    evidence_en: 'The customer says so',
  },
  {
    code: 'disabled',
    name: '残障客户',
    name_en: 'Disabled',
    help: '无障碍柜台',
    help_en: 'Accessible counter',
    evidence: '残疾人证',
    evidence_en: 'Certificate',
  },
];

export const classes: Named[] = [
  { code: 'care', name: '关爱客户', name_en: 'Care' },
  { code: 'ordinary', name: '普通', name_en: 'Ordinary' },
];

/** How a visitor is classed, with names. */
export function standing(care: string | null, tier: string | null): Standing {
  return {
    class: classes.find((one) => one.code === (care ? 'care' : 'ordinary')) as Named,
    urgent: false,
    care_group: careGroups.find((one) => one.code === care) ?? null,
    tier: tier ? { code: tier, name: tier, name_en: tier } : null,
  };
}

export const pauseReasons: Named[] = [
  { code: 'cash', name: '调缴款或加钞', name_en: 'Cash supply' },
  { code: 'paperwork', name: '整理凭证', name_en: 'Paperwork' },
  { code: 'meal', name: '用餐', name_en: 'Meal' },
  { code: 'short_break', name: '短暂离柜', name_en: 'Short break' },
];

export const selfService: Named[] = [
  { code: 'atm', name: '自动取款机', name_en: 'Cash machine' },
  { code: 'smart_counter', name: '智能柜台', name_en: 'Smart counter' },
  { code: 'mobile_app', name: '手机银行', name_en: 'Mobile app' },
];

export const customers: Customer[] = [
  ['张*明', '138****5621', 'gold', ['elderly']],
  ['刘*', '139****0087', 'ordinary', []],
  ['欧阳**', '186****3345', 'private', []],
  ['马*华', null, 'ordinary', ['disabled']],
].map(([name, phone, tier, needs], index) => ({
  id: uuid(6, index + 1),
  name: name as string,
  phone: phone as string | null,
  tier: tier as string,
  care_needs: needs as string[],
  documents: [{ id: uuid(7, index + 1), kind: 'resident_id' as const, number: '3205**********0012' }],
  cards: [],
  birth_date_known: true,
  home_branch_id: uuid(1, 1),
  created_at: '2024-03-11T02:00:00Z',
  version: 1,
  unmask_reasons: [
    { code: 'verify_identity', name: '核验身份', name_en: 'Verify identity', needs_note: false },
    { code: 'contact', name: '联系客户', name_en: 'Contact the customer', needs_note: false },
    { code: 'other', name: '其他（请说明）', name_en: 'Other (please explain)', needs_note: true },
  ],
}));

const role = (code: string, name: string, nameEn: string, text: string, textEn: string, landing: string) => ({
  role: code,
  name,
  name_en: nameEn,
  description: text,
  description_en: textEn,
  landing,
});

export const demo: Demo = {
  loaded: true,
  bank: '江州银行',
  bank_en: 'Jiangzhou Bank',
  branches: served.map(thin),
  roles: [
    role('teller', '柜员', 'Teller', '叫号、办理、转介', 'Calls, serves and refers', '/counter'),
    role(
      'lobby_manager',
      '大堂经理',
      'Lobby manager',
      '迎接、分流、照看等候客户',
      'Greets, triages, cares',
      '/board',
    ),
    role(
      'branch_manager',
      '网点负责人',
      'Branch manager',
      '管理本网点人员与体验',
      'Runs one branch',
      '/board',
    ),
    role(
      'head_office',
      '总行服务管理',
      'Head office',
      '制定服务规则',
      'Sets the rules of service',
      '/settings/rules',
    ),
    role('compliance', '合规审计', 'Compliance', '查阅审计与客户声音', 'Reads audit and ratings', '/audit'),
    role('administrator', '系统管理员', 'Administrator', '管理机构与用户', 'Manages the system', '/settings'),
  ],
};

/** The permissions of a demo role with their reach: those of the hall end at its branch. */
function permissionsOf(code: string): Session['permissions'] {
  const codes = PERMISSIONS[code] ?? [];
  if (codes.length === 0) return [];
  const inHall = code === 'teller' || code === 'lobby_manager';
  return inHall
    ? [{ reach: 'branches', branch_ids: [uuid(1, 1)], codes }]
    : [{ reach: 'all', branch_ids: [], codes }];
}

/** Makes the session of a demo role. */
export function sessionOf(code: string, counterId: string | null = null): Session {
  const person = staff[code === 'lobby_manager' ? 4 : code === 'branch_manager' ? 5 : 0] as Staff;
  return {
    staff: {
      id: person.id,
      name: person.name,
      name_en: person.name_en,
      job_title: person.job_title,
      job_title_en: person.job_title_en,
    },
    username: 'demo',
    roles: [code],
    permissions: permissionsOf(code),
    branch: thin(served[0] as Branch),
    branches: served.map(thin),
    counter_id: counterId,
    totp_enabled: false,
    password_change_due: false,
    locale: null,
    expires_at: '2030-01-01T00:00:00Z',
    demo: true,
    bank: { name: '江州银行', name_en: 'Jiangzhou Bank' },
  };
}

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

export const followUps: FollowUp[] = [
  { number: 'A008', stars: 1, comment: '等了很久没人说明原因，叫号顺序看不懂。', due: 1, who: null },
  { number: 'C003', stars: 2, comment: '让我跑了两趟，第一次没说清要带什么。', due: -20, who: '周晓岚' },
  { number: 'B005', stars: 2, comment: null, due: -6, who: null },
].map(({ number, stars, comment, due, who }, index) => ({
  id: uuid(8, index + 1),
  branch_id: uuid(1, 1),
  visit_id: uuid(9, index + 1),
  visit_number: number,
  state: 'open' as const,
  satisfaction: stars,
  effort: 2,
  recommend: 4,
  comment,
  created_at: hoursAgo(due + 24),
  due_at: hoursAgo(due),
  customer_id: null,
  overdue: due > 0,
  assignee: who ? { id: uuid(4, 5), name: who, name_en: null } : null,
  closed_at: null,
  outcome: null,
  note: null,
  outcomes: [
    {
      code: 'apologised',
      name: '已致歉，客户接受',
      name_en: 'Apologised, and the customer accepted',
      needs_note: false,
    },
    { code: 'passed_on', name: '已转交其他部门', name_en: 'Passed on', needs_note: true },
  ],
}));
