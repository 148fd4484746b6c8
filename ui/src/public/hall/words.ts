/** Words of the hall screen. */
import type { Language } from '@/public/shared/language';

const zh = {
  title: '叫号屏',
  nowCalling: '请到柜台办理',
  goTo: (counter: string | number) => `请到 ${counter} 号柜台`,
  counter: (counter: string | number) => `${counter} 号柜台`,
  called: (number: string, counter: string | number) => `请 ${number} 号到 ${counter} 号柜台`,
  again: (times: number) => `第 ${times} 次呼叫`,
  noCalls: '还没有叫号',
  noneNow: '现在没有正在呼叫的号码',
  noCallsHelp: '叫到的号码会显示在这里，请留意屏幕和语音。',
  recent: '最近叫号',
  waiting: '等候',
  people: (count: number) => `${count} 人`,
  wait: '预计等候',
  byService: '各业务等候',
  service: '业务',
  nobody: '目前没有人等候',
  notStaffed: '请咨询大堂经理',
  notOpen: '等待开柜',
  atOnce: '请直接找工作人员',
  stopped: '暂停办理',
  speaking: '正在播报',
  enableSound: '点这里打开叫号声音',
  enableSoundHelp: '浏览器需要点一下才能播放声音',
  keepSilent: '保持静音',
  silent: '静音时段',
  soundOff: '声音未打开',
  dark: '夜间',
  light: '日间',
  missed: '过号请联系大堂经理。等候较久或行动不便，请随时告诉我们。',
  offline: '屏幕暂时连接不上系统',
  offlineHelp: (age: string) => `显示的是${age}的情况，请以柜台呼叫为准，正在自动重连`,
  page: (page: number, pages: number) => `${page} / ${pages}`,
};

/** The shape of the words. */
export type HallWords = typeof zh;

const en: HallWords = {
  title: 'Calls',
  nowCalling: 'Please go to the counter',
  goTo: (counter) => `Go to counter ${counter}`,
  counter: (counter) => `Counter ${counter}`,
  called: (number, counter) => `Ticket ${number}, please go to counter ${counter}`,
  again: (times) => `Call no. ${times}`,
  noCalls: 'No calls yet',
  noneNow: 'No number is being called',
  noCallsHelp: 'Called numbers appear here. Please watch the screen and listen.',
  recent: 'Recent calls',
  waiting: 'Waiting',
  people: (count) => (count === 1 ? '1 person' : `${count} people`),
  wait: 'Expected wait',
  byService: 'Waiting by service',
  service: 'Service',
  nobody: 'Nobody is waiting',
  notStaffed: 'Ask the staff',
  notOpen: 'Not open yet',
  atOnce: 'Tell staff now',
  stopped: 'Not available now',
  speaking: 'Being announced',
  enableSound: 'Tap here to turn the sound on',
  enableSoundHelp: 'The browser plays sound only after a tap',
  keepSilent: 'Keep silent',
  silent: 'Silent hours',
  soundOff: 'Sound is off',
  dark: 'Night',
  light: 'Day',
  missed:
    'Missed your number? Please see the lobby manager, and tell us at any time if waiting is hard for you.',
  offline: 'This screen cannot reach the system',
  offlineHelp: (age) => `Shown as of ${age}. Please listen for the counter. Reconnecting by itself`,
  page: (page, pages) => `${page} / ${pages}`,
};

/** Words by language. */
export const hallWords: Record<Language, HallWords> = { 'zh-CN': zh, en };
