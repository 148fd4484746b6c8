/** Words of the page where a branch is chosen. */
import type { BranchPage } from '@/public/route';
import type { Language } from '@/public/shared/language';

const zh = {
  title: '选择网点',
  help: {
    kiosk: '请选择这台取号机所在的网点。',
    hall: '请选择这块叫号屏所在的网点。',
    book: '请选择您要前往的网点。',
  } satisfies Record<BranchPage, string>,
  none: '还没有对外服务的网点，请先在设置中添加。',
};

/** The shape of the words. */
export type BranchesWords = typeof zh;

const en: BranchesWords = {
  title: 'Choose a branch',
  help: {
    kiosk: 'Choose the branch where this kiosk stands.',
    hall: 'Choose the branch where this screen hangs.',
    book: 'Choose the branch you would like to visit.',
  },
  none: 'No branch serves customers yet. Please add one in the settings first.',
};

/** The words by language. */
export const branchesWords: Record<Language, BranchesWords> = { 'zh-CN': zh, en };
