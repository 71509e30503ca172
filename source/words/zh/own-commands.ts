import type { ownCommands as english } from '../en/own-commands.ts';

export const ownCommands: typeof english = {
  help: {
    usage: 'help [COMMAND]',
    does: '本页，或某个命令的说明',
    more: ['既认识 Redis 的命令，也认识本 shell 自己的命令：help SET、help :dbsize。'],
  },
  clear: { usage: 'clear', does: '清空屏幕', more: ['终端的回滚记录仍然保留。'] },
  quit: { usage: 'quit', does: '离开 shell', more: ['在空行上按 Ctrl-D 也一样。'] },
  ':dbsize': {
    usage: ':dbsize',
    does: '每个主节点的键数，以及总数',
    more: ['DBSIZE 本身只统计提示符所在节点的键，不包括其他节点。'],
  },
};
