import type { taskCommands as english } from '../en/task-commands.ts';

const targets = '默认询问所有主节点；前面加上目标则只询问那些节点：';

/** 面向整个集群的 shell 命令的说明。 */
export const taskCommands: typeof english = {
  ':dbsize': {
    usage: ':dbsize',
    does: '每个主节点的键数，以及总数',
    more: ['DBSIZE 本身只统计提示符所在节点的键，不包括其他节点。', `${targets}@B :dbsize`],
  },
  ':scan': {
    usage: ':scan [PATTERN] [TYPE t] [COUNT n] [LIMIT n]',
    does: '边找边显示所有主节点的键，前面是节点的字母',
    more: [
      '使用 SCAN，每次 500 个键：不会让节点停顿，也不会堆积。找到 1000 个键（或 LIMIT 个）后结束。',
      '始终存在的键都会找到，即使它的槽正在迁移：正在导入槽的节点排在导出的节点之后扫描。只有扫描途中整个移交的槽，其中的键才可能漏掉。',
      '每个键只显示一次：会记住最近 50,000 个以上的键。',
      `${targets}@B :scan user:*`,
    ],
  },
  ':keys': {
    usage: ':keys [PATTERN] [TYPE t] [LIMIT n]',
    does: '整个集群的 KEYS，已排序',
    more: [
      'KEYS 本身只知道一个节点的键，并且会让那个节点一直等到找完。这里与 :scan 一样使用 SCAN。',
      '找到 10,000 个键（或 LIMIT 个）后结束。',
    ],
  },
  ':bigkeys': {
    usage: ':bigkeys',
    does: '每种类型中最大的键及其节点',
    more: [
      '按长度：字符串按字节，其他按元素个数。会查看每个主节点的每个键；Ctrl-C 可随时结束，并显示已有的结果。',
      ':memkeys 则按内存计算。',
    ],
  },
  ':memkeys': {
    usage: ':memkeys [SAMPLES n]',
    does: '每种类型中占用内存最多的键及其节点',
    more: [
      '使用 MEMORY USAGE：包括 Redis 附加的开销。集合类型抽样 5 个元素（或 SAMPLES 个），其余按相同估计。',
    ],
  },
  ':hotkeys': {
    usage: ':hotkeys [n]',
    does: '访问最多的键及其节点',
    more: [
      '使用 OBJECT FREQ：0 到 255 的计数器，按访问次数的对数增长，随时间衰减。',
      '只有采用 LFU 策略的服务器才计数：@masters CONFIG SET maxmemory-policy allkeys-lfu',
    ],
  },
  ':slowlog': {
    usage: ':slowlog [n]',
    does: '所有节点最近的慢命令，按时间排列',
    more: [
      '也包括从节点。多慢才算慢，由各节点的 slowlog-log-slower-than 决定，单位是微秒。',
      '@B :slowlog 20 只询问 B。',
    ],
  },
  ':latency': {
    usage: ':latency [n]',
    does: '从这里到每个节点的往返时间，以及节点自己记录的延迟',
    more: [
      '向每个节点逐个发送 n 次 PING，默认 20 次；然后是 LATENCY LATEST，只有设置了 latency-monitor-threshold 才有内容。',
    ],
  },
  ':stat': {
    usage: ':stat [n]',
    does: '每秒显示每个主节点的键数、内存、客户端、命令数和命中率',
    more: [
      '显示在提示符下方，直到 Ctrl-C 或满 n 次；最后的数字会保留。命中率是最近一秒内找到键的读取所占的比例。',
      '@all :stat 也包括从节点。',
    ],
  },
};
