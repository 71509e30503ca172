import type { exec as english } from '../en/exec.ts';

const units = { line: '行', command: '条命令' };

export const exec: typeof english = {
  place: (unit: 'line' | 'command', position: number) => `第 ${position} ${units[unit]}`,
  failed: (place: string, what: string, mayHaveRun: boolean) =>
    `${place}：${what}${mayHaveRun ? '该命令可能已执行。' : '该命令没有执行。'}`,
  moreFailures: '之后的失败只计数。',

  account: (commands: number, answered: number, failed: number) =>
    `${commands} 条命令：${answered} 条已应答，${failed} 条未应答。`,
  answeredWithError: '应答为错误',
  mayHaveRun: '未应答，可能已执行',
  notRun: '没有执行',
  tally: (what: string, count: number, places: string) => `${what}：${count}（${places}）`,
  places: (unit: 'line' | 'command', _count: number, positions: string) => `第 ${positions} ${units[unit]}`,
  stopped: {
    interrupted: (place: string) => `已中断：${place}之后没有读取。`,
    'no-node': (place: string) => `没有节点应答：${place}之后没有读取。`,
  },

  progress: (commands: number, perSecond: number, redirections: number, seconds: number) =>
    `${commands} 条命令 · ${perSecond} 条/秒 · ${redirections} 次重定向 · ${seconds} 秒`,
  waiting: (slot: number, seconds: number) => `槽 ${slot} 没有节点服务，已等待 ${seconds} 秒`,
};
