/** Words that several public pages share. */
import type { Language } from '@/public/shared/language';

const zh = {
  loading: '正在打开',
  offline: '暂时连接不上系统，正在自动重试',
  offlineAge: (age: string) => `暂时连接不上系统，下面是${age}的情况，正在自动重试`,
  looks: { large: '大字', contrast: '高对比度' },
  unstaffed: '目前没有柜台办理这项业务',
  planned: '现在没有柜台叫号，时间按本时段排班估计。',
  askPerson: '找工作人员',
  asking: '正在通知',
  asked: '已通知大堂经理，请在原地稍候',
  askFailed: '暂时通知不到，请直接到大堂服务台，或向身边的工作人员示意',
  expectedUntil: (time: string) => `预计 ${time} 恢复`,
  retry: '重试',
  broken: '页面出了点问题',
  brokenHelp: '请稍候，页面会自动重新打开。急需办理请找大堂经理。',
  missingBranch: '没有找到这个网点',
  missingBranchHelp: '请重新扫描大堂里的二维码，或请大堂经理帮您取号。',
  notFound: '没有这个页面',
  notFoundHelp: '请重新扫描二维码，或联系大堂经理。',
};

/** The shape of the shared words. */
export type CommonWords = typeof zh;

const en: CommonWords = {
  loading: 'Opening',
  offline: 'The system cannot be reached right now. Trying again by itself',
  offlineAge: (age) =>
    `The system cannot be reached right now. This is how it was ${age}. Trying again by itself`,
  looks: { large: 'Large type', contrast: 'High contrast' },
  unstaffed: 'No counter can do this right now',
  planned: 'No counter is calling right now. The time rests on who is planned for this hour.',
  askPerson: 'Ask a person',
  asking: 'Telling the staff',
  asked: 'The lobby manager has been told. Please wait here',
  askFailed: 'The staff could not be told. Please go to the lobby desk or wave to a member of staff',
  expectedUntil: (time) => `Expected until ${time}`,
  retry: 'Try again',
  broken: 'Something went wrong on this page',
  brokenHelp: 'Please wait, the page opens again by itself. If it is urgent, ask the lobby manager.',
  missingBranch: 'This branch was not found',
  missingBranchHelp: 'Please scan the code in the lobby again, or ask the lobby manager for a number.',
  notFound: 'There is no such page',
  notFoundHelp: 'Please scan the code again, or ask the lobby manager.',
};

/** Shared words by language. */
export const commonWords: Record<Language, CommonWords> = { 'zh-CN': zh, en };
