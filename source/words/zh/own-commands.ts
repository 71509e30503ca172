import type { ownCommands as english } from '../en/own-commands.ts';
import { taskCommands } from './task-commands.ts';

export const ownCommands: typeof english = {
  help: {
    usage: 'help [COMMAND|@GROUP]',
    does: '本页，或某个命令的说明',
    more: [
      '既认识 Redis 的命令，也认识本 shell 自己的命令：help SET、help CLUSTER SHARDS、help :dbsize。',
      '也列出命令分组和 ACL 类别：help @string、help @dangerous。',
    ],
  },
  clear: { usage: 'clear', does: '清空屏幕', more: ['终端的回滚记录仍然保留。'] },
  quit: { usage: 'quit', does: '离开 shell', more: ['在空行上按 Ctrl-D 也一样。'] },
  connect: {
    usage: 'connect HOST PORT',
    does: '转到另一个节点或另一个集群',
    more: [
      '也可以写成 connect HOST:PORT。从节点也可以连接；用户和密码沿用当前的。',
      '离开的节点上若有事务或 WATCH 的键，随其连接一同结束。',
    ],
  },
  why: {
    usage: 'why',
    does: '逐步说明刚才发生了什么、为什么',
    more: ['说明上一条命令（用它自己的键），或此后集群中发生的事：重定向、错误、故障转移、丢失的事务。'],
  },
  ':explain': {
    usage: ':explain KEY',
    does: '一个键如何找到槽，槽如何找到节点',
    more: ['不发送任何命令：槽在本地计算，主节点取自槽映射。'],
  },
  ':mode': {
    usage: ':mode [follow|strict|smart]',
    does: '命令如何找到节点',
    more: [
      'follow：发往提示符所在节点，再按 MOVED 和 ASK 所说的去，与 redis-cli -c 相同。',
      'strict：只发往提示符所在节点；重定向就是回复，与 redis-cli 相同。',
      'smart：按缓存的槽映射直接发往键的槽所在的主节点，与客户端库相同。每条回复旁边显示缓存所说的节点；MOVED 会更正缓存，并用 CLUSTER SLOTS 重新读取。提示符不移动。',
      '任何模式下，一条命令最多发送 5 次。',
    ],
  },
  ':stale': {
    usage: ':stale [KEY]',
    does: '故意弄错 smart 模式的缓存，看它如何恢复',
    more: ['把缓存中的所有槽（或 KEY 的槽）记到下一个主节点名下。集群本身没有任何改动。'],
  },
  ':trace': {
    usage: ':trace [full|line|off]',
    does: '显示命令经过的多少细节',
    more: ['full：每一跳，以及发送的字节。line：被重定向的命令的各跳。off：只显示回复。'],
  },
  ':where': {
    usage: ':where [命令]',
    does: '以文本行显示整个集群的全部节点，以及这条命令将会发生什么',
    more: [
      '即提示符上方和下方显示的内容，供看不到它们时使用：--linear 模式，或用 F2 隐藏之后。',
      '不发送任何命令：:where SET name x 显示槽、负责的节点和将会发生什么。',
    ],
  },
  ':page': {
    usage: ':page [on|off]',
    does: '在分页器中查看上一条回复',
    more: [
      '分页器为 $PAGER，否则为 less 或 more。on：超过一屏的回复边到达边在分页器中显示。off（初始设置）：从不自动显示。',
    ],
  },
  ':pretty': {
    usage: ':pretty [on|off]',
    does: '排版显示上一条回复：JSON、哈希、流的条目',
    more: ['on：此后代替 redis-cli 的样式；1000 项及以上的回复不变。off（初始设置）：与 redis-cli 相同。'],
  },
  ':nat': {
    usage: ':nat [ANNOUNCED DIALLED | -ANNOUNCED]',
    does: '节点公布的地址在这里连不上时，改连哪个地址',
    more: [
      ':nat 172.18.0.3:6374 127.0.0.1:6374 针对一个节点，:nat 172.18.0.3 127.0.0.1 针对该主机的所有端口。:nat 列出，:nat -172.18.0.3 删除。',
      '启动时也可指定：--nat-map 172.18.0.3=127.0.0.1',
    ],
  },
  ...taskCommands,
};
