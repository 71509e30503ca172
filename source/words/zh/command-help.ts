import type { commandHelp as en } from '../en/command-help.ts';

/** `help SET`、`help @string`：服务器命令的说明页。服务器自己的文字保持原样。 */
export const commandHelp: typeof en = {
  since: '起始版本',
  group: '分组',
  complexity: '复杂度',
  acl: 'ACL',
  changes: '变更',
  deprecated: '已弃用',
  deprecatedSince: version => `自 ${version} 起`,
  instead: command => `替代：${command}`,
  subcommands: '子命令',
  subcommandsOf: name => `help ${name} SUBCOMMAND 查看某个子命令。`,
  groupOf: (group, count) => `${group} 组的命令（${count}）`,
  groups: '分组',
  noGroup: group => `没有名为 ${group} 的命令分组`,
  serversWords: '命令的简介、复杂度和变更由服务器提供，为英文原文。',
  undocumented: '服务器有这个命令，但没有提供说明。',

  inCluster: '在各个槽上的表现',
  slotOf: slot => `槽 ${slot}`,
  noOwner: '没有节点负责这个槽',
  here: '就在本节点，无重定向',
  moved: letter => `当前在 ${letter}：将返回 MOVED`,
  movedElsewhere: '将返回 MOVED',
  oneSlot: '同一个槽',
  crossSlot: '不在同一个槽：CROSSSLOT',
  differentSlots: '一个命令的键必须都在同一个槽；哈希标签 {…} 可以做到。',
  scope: {
    masters: instead => `只涉及被询问的节点，而集群不止一个节点。全部节点：${instead}`,
    nodes: instead => `只涉及被询问的节点，每个节点各有一份。全部节点：${instead}`,
  },
  noKeys: '没有键：由提示符所在的节点回答，不会有重定向。',
  keysUnknown: '输入命令时才能确定它的键：提示符下方会显示每个键和它的槽。',
  notes: {
    transaction:
      '事务只在一个节点上执行：第一个键所在的节点。事务中属于其他节点的键会被拒绝，EXEC 在该节点上执行已排队的命令。',
    watch: '被监视的键必须在同一个槽，随后的事务在该槽的节点上执行。',
    channels: '频道没有槽：在任一节点发布的消息，都会经集群总线到达所有节点上的订阅者。',
    'shard-channels': '分片频道的名字像键一样计算槽：由该槽的节点负责，其他节点返回 MOVED。',
    script: '所有键都写在 numkeys 之后，并且必须在同一个槽：据此找到节点。脚本不得使用没有列出的键。',
    database: '集群只有 0 号数据库。',
    connection: '它只作用于到某个节点的连接；本 shell 会以同样的设置打开其他连接。',
    blocking: '它在一个节点上等待，即该槽的节点。Ctrl-C 也会结束服务器上的等待。',
  },
};
