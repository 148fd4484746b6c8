/** Words of the page on which a branch is looked for. */
import type { Language } from '@/public/shared/language';

const zh = {
  title: '附近网点与等候时间',
  lead: '时间按现在的排队情况估计，随时更新。',
  service: '要办的业务',
  anyService: '不限',
  open: (closes: string) => `营业中，${closes} 结束`,
  openNow: '营业中',
  opens: (at: string) => `现在休息，${at} 开始营业`,
  closedToday: '今天休息',
  reason: (reason: string) => `（${reason}）`,
  hours: '今天',
  waiting: (people: number) => (people === 0 ? '现在无人排队' : `${people} 人在等`),
  atOnce: '随到随办',
  unstaffed: '现在没有柜台办理',
  notOffered: '不办理这项业务',
  soon: '基本不用等',
  call: '拨打电话',
  take: '远程取号',
  takeAt: (branch: string) => `在${branch}取号`,
  seated: '有坐着办理的低柜',
  book: '预约到店',
  facilities: '无障碍与便利设施',
  facility: {
    step_free: '无台阶入口',
    low_counter: '轮椅可用柜台',
    accessible_toilet: '无障碍卫生间',
    accessible_parking: '无障碍停车位',
    wheelchair: '可借轮椅',
    hearing_aid: '助听设备',
    sign_language: '手语服务',
    tactile: '盲文与盲道',
    reading_glasses: '老花镜、放大镜',
    nursing_room: '母婴室',
  },
  none: '还没有对外服务的网点。',
};

/** The shape of the words. */
export type FinderWords = typeof zh;

const en: FinderWords = {
  title: 'Branches and waiting times',
  lead: 'Times follow the present queues and are kept up to date.',
  service: 'What you need',
  anyService: 'Anything',
  open: (closes) => `Open until ${closes}`,
  openNow: 'Open',
  opens: (at) => `Closed now, opens ${at}`,
  closedToday: 'Closed today',
  reason: (reason) => ` (${reason})`,
  hours: 'Today',
  waiting: (people) => (people === 0 ? 'Nobody is waiting' : `${people} waiting`),
  atOnce: 'Served at once',
  unstaffed: 'No counter does this right now',
  notOffered: 'Not offered here',
  soon: 'Hardly any wait',
  call: 'Call',
  take: 'Take a number',
  takeAt: (branch) => `Take a number at ${branch}`,
  seated: 'Counters where you can sit',
  book: 'Book a visit',
  facilities: 'Accessibility',
  facility: {
    step_free: 'Step-free entrance',
    low_counter: 'Counter for wheelchairs',
    accessible_toilet: 'Accessible toilet',
    accessible_parking: 'Accessible parking',
    wheelchair: 'Wheelchair to borrow',
    hearing_aid: 'Hearing aid',
    sign_language: 'Sign language',
    tactile: 'Braille and tactile path',
    reading_glasses: 'Reading glasses',
    nursing_room: 'Nursing room',
  },
  none: 'No branch serves customers yet.',
};

/** The words by language. */
export const finderWords: Record<Language, FinderWords> = { 'zh-CN': zh, en };
