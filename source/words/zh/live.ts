import type { live as english } from '../en/live.ts';

/** 集群状态区：节点图，以及节点发生的变化。 */
export const live: typeof english = {
  aloneIs: server => `单机服务器${server ? `（${server}）` : ''}，不是集群`,
  aloneReplicaOf: master => `${master} 的从节点`,
  aloneNotice: (node, server) =>
    `${node} 是单机服务器${server ? `（${server}）` : ''}，不是集群：没有槽，没有重定向，可以使用 SELECT。`,
  aloneReplicaNotice: master => `它是 ${master} 的从节点：写命令会返回 READONLY。`,

  oneDatabase: '集群只有 0 号数据库：它的槽就是全部键的空间',

  linearGreeting:
    '纯文本行模式：F2 或 :where 说明集群和当前命令将会发生什么，Tab 列出候选，help 查看帮助，Ctrl-D 退出。',

  keys: count => `${count} 键`,
  inSync: '已同步',
  behind: bytes => `落后 ${bytes}`,
  linkDown: '复制中断',
  noSlots: '没有槽',
  more: count => `另有 ${count} 个`,
  slotCount: count => `${count} 个槽`,

  tookOver: (to, letter, from, time) => `${to} 接替 ${from} 成为 ${letter} 的主节点，距其失联 ${time}`,
  handedOver: (to, letter, from) => `${to} 成为 ${letter} 的主节点：由 ${from} 主动交接`,
};
