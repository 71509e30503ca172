import type { tasks as en } from '../en/tasks.ts';

/** 发往多个节点的命令，以及面向整个集群的命令。 */
export const tasks: typeof en = {
  nodesMissing: count => `${count} 个节点没有回答`,
  notFollowed: (count, kind, slot, owner) =>
    `${count} 个节点回答 ${kind}：槽 ${slot} ${kind === 'MOVED' ? '在' : '正在迁往'} ${owner}。以 @ 开头的命令只发给所指的节点，不跟随重定向。`,
  notWhole: nodes => `有 ${nodes} 个节点失败（见上文）：这里缺少它们的内容`,
  stopped: '已停止：以上是停止之前的结果',

  progress: {
    keys: (done, total) => `约 ${total} 个键中的 ${done} 个`,
    samples: (done, total) => `${total} 次往返中的 ${done} 次`,
  },

  keysFound: (_keys, count) => `${count} 个键`,
  scanLimit: (keys, count) =>
    `这是前 ${count} 个键，还有更多。:scan PATTERN LIMIT ${keys * 10} 可以继续，更窄的模式找到的更少。`,
  keysLimit: keys =>
    `! 只有其中 ${keys} 个键，已排序：:keys PATTERN LIMIT ${keys * 10} 可以看更多，:scan 边找边显示`,
  astray: count => `${count} 个键无法统计：它们遗留在已不负责其槽的节点上，节点拒绝访问。`,
  noKeys: '没有键',

  type: '类型',
  keyCount: '键数',
  average: '平均',
  biggest: '最大',
  key: '键',
  node: '节点',
  counter: '访问',
  elements: count => `${count} 个`,
  when: '时间',
  took: '耗时',
  command: '命令',
  least: '最短',
  mean: '平均',
  most: '最长',
  samples: '次数',
  spike: '事件',
  last: '最近',
  memory: '内存',
  clients: '客户端',
  opsPerSecond: '每秒命令',
  hits: '命中',
  together: '合计',

  nothingSlow: '没有节点记录到慢命令',
  noSpikes: '没有节点记录到自身的延迟（LATENCY LATEST）；latency-monitor-threshold 不为 0 时才会记录。',
  moreNodes: count => `另有 ${count} 个节点`,
};
