import type { editor as en } from '../en/editor.ts';

/** 行编辑器的文字：粘贴与历史搜索。 */
export const editor: typeof en = {
  cutEcho: characters => `… 还有 ${characters} 个字符`,
  paste: {
    asked: lines => `依次执行这 ${lines} 行？`,
    runs: 'y 全部执行',
    drops: 'n 丢弃',
    edits: 'e 或 Enter：第一行放到提示符',
    more: lines => `… 还有 ${lines} 行`,
  },
  search: {
    prompt: ' 历史：',
    place: (chosen, all) => `第 ${chosen} 条，共 ${all} 条`,
    noMatch: '没有匹配的行',
    keys: 'Enter 执行 · Tab 取用 · Esc 返回',
    fewKeys: 'Esc 返回',
  },
};
