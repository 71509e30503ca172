import type { danger as english } from '../en/danger.ts';

export const danger: typeof english = {
  why: {
    'deletes-keys': command => `${command} 会删除那里的全部键，从节点上的也一样，无法恢复。`,
    'swaps-databases': command => `${command} 会立刻让两个库的全部客户端互换数据。`,
    'moves-keys': command => `${command} 会把键移到另一台服务器；不带 COPY 时本地的键会消失。`,
    'walks-keys': command =>
      `${command} 会一次遍历全部键，期间其他客户端得不到回答。:keys 和 SCAN 会分步进行。`,
    'blocks-node': command => `${command} 会让节点在一段时间内不回答任何人。`,
    'stops-node': command => `${command} 会结束服务器。若有从节点，节点超时后由它接管。`,
    'debugs-node': command => `${command} 是给 Redis 开发者用的：可能使服务器崩溃、停顿或改动数据。`,
    'changes-settings': command => `${command} 会改变服务器对全部客户端的行为。`,
    'reshapes-cluster': command => `${command} 会改变集群的成员，或槽的归属。`,
    'drops-scripts': command => `${command} 会丢弃客户端可能依赖的脚本。`,
    'changes-users': command => `${command} 会改变谁能登录、能做什么；可能把您自己锁在外面。`,
    'cuts-clients': command => `${command} 会断开客户端的连接。`,
    'changes-replication': command => `${command} 会改变服务器是谁的从节点；新的从节点会丢弃自己的数据。`,
    'changes-modules': command => `${command} 会改变服务器内运行的模块。`,
    'said-dangerous': command => `服务器把 ${command} 归为危险命令。`,
  },
  readOnly: '只读',
  onNode: node => `在 ${node} 上`,
  onNodes: count => `在 ${count} 个节点上`,
  keys: keys => `${keys} 个键`,
  keysOf: (keys, all) => `集群 ${all} 个键中的 ${keys} 个`,
  noKeyOf: all => `没有键；整个集群有 ${all} 个键`,
  keysUnknown: '键的数目未能查明',
  ask: command => `执行 ${command}？[y/N]`,
  yes: '输入 y 并回车执行',
  no: '直接回车不执行',
  notRun: command => `${command} 没有执行`,
};
