import type { routing as english } from '../en/routing.ts';

export const routing: typeof english = {
  asks: count => `${count} 次 ASK`,
  cached: (slot, node) => `槽 ${slot} 缓存 → ${node}`,
  cacheEmptyAt: slot => `缓存中没有槽 ${slot}`,
  mapUpdated: (slot, from, to) => `槽映射已更新：槽 ${slot} 原属 ${from}，现属 ${to}`,
  mapUpdatedFromNobody: (slot, to) => `槽映射已更新：槽 ${slot} 原先无主，现属 ${to}`,
  cacheFilled: (node, known) => `已用 ${node} 的 CLUSTER SLOTS 填充缓存：${known} 个槽`,
  cacheMissed: (node, changed) =>
    changed === 0
      ? `缓存未命中：${node} 的 CLUSTER SLOTS，其余的槽没有变化`
      : `缓存未命中：${node} 的 CLUSTER SLOTS，另有 ${changed} 个槽变化`,
  cacheReread: (node, changed) => `缓存的节点没有应答：${node} 的 CLUSTER SLOTS，${changed} 个槽变化`,
  cacheNotRead: node => `缓存未刷新：${node} 没有告知`,
  goThere: (slot, node, command) =>
    `槽 ${slot} 属于 ${node}：${command} 可发往那里 · :mode follow 会自动跟随`,

  modes: { follow: '跟随重定向', strict: '不跟随', smart: '缓存槽映射' },
  modeDoes: {
    follow: '发往提示符所在节点，再按 MOVED 和 ASK 所说的去',
    strict: '只发往提示符所在节点；重定向就是回复',
    smart: '按缓存的槽映射发往槽的主节点，与客户端库相同',
  },

  spoiled: slots => `已故意弄错缓存：${slots} 个槽都记成了下一个节点的。下一条带键的命令会遇到 MOVED。`,
  spoiledOne: (slot, was, is) => `已故意弄错缓存：槽 ${slot} 属于 ${was}，缓存记成了 ${is}`,
  nothingToSpoil: '缓存中不足两个主节点：无从弄错',
  staleWantsSmart: ':stale 弄错的是 smart 模式的缓存，其他模式没有缓存：:mode smart',

  traceDoes: { full: '每一跳，以及发送的字节', line: '被重定向的命令的各跳', off: '只显示回复' },
  traceUnknown: word => `没有 ${word} 这一级：full、line 或 off`,

  natEmpty: '所有地址都按公布的连接',
  natAdded: (announced, dialled) => `${announced} 改为连接 ${dialled}`,
  natRemoved: announced => `${announced} 恢复按公布的地址连接`,
  natUnknown: announced => `映射中没有 ${announced}`,
};
