import type { ClusterFailureFacts } from '../cluster-failure-facts.ts';
import type { FailureWords } from '../failure-facts.ts';
import { cliAddress, portOf, shellWord, someOf, unique } from '../phrases.ts';

/** 规划、组建、读取集群时的失败，中文说法。 */
export const clusterFailures: Pick<FailureWords, keyof ClusterFailureFacts> = {
  'too-few-masters': ({ nodes, replicas, masters, needed }) => ({
    what: `${nodes} 个节点、每个主节点 ${replicas} 个从节点，只能有 ${masters} 个主节点；集群至少需要 3 个。`,
    mend: `请提供 ${needed} 个节点，或减少每个主节点的从节点数。`,
  }),
  'cluster-mode-off': ({ node }) => ({
    what: `${node} 是 Redis，但没有开启集群模式。`,
    mend: '在它的 redis.conf 中写上 `cluster-enabled yes`，然后重新启动。',
  }),
  'same-node-twice': ({ nodes }) => ({
    what: `${nodes.join(' 与 ')} 是同一个节点。`,
    why: '它们的节点 ID 相同：同一个服务器的两个地址，或者 nodes.conf 是复制来的。',
    mend: '每个服务器只写一次；删除复制来的 nodes.conf，并重新启动那个服务器。',
  }),
  'node-not-empty': ({ node, keys }) => ({
    what: `${node} 中有 ${keys} 个键；没有改动任何节点。`,
    why: '新集群只用空节点组建，这样谁的数据都不会丢失或混在一起。',
    mend: `如果没有人需要这些数据：redis-cli ${cliAddress(node)} FLUSHALL`,
  }),
  'node-in-other-cluster': ({ node, others }) => ({
    what: `${node} 已经属于另一个集群，那里还有：${others.join('、')}。没有改动任何节点。`,
    mend: `换一个节点，或让它离开那个集群：redis-cli ${cliAddress(node)} CLUSTER RESET`,
  }),
  'node-replaced': ({ node, replaced, formerId }) => ({
    what: `${node} 认识的 ${replaced} 是另一个节点 ID。没有改动任何节点。`,
    why: '那个地址上的节点丢失了 nodes.conf，或者换成了另一个节点。',
    mend: `让每个节点忘记原来的那个，然后再运行一次：redis-cli --cluster call ${shellWord(node)} CLUSTER FORGET ${shellWord(formerId)}`,
  }),
  'slots-differ': ({ node, has, planned }) => ({
    what: `${node} ${has ? `拥有槽 ${has}` : '没有槽'}，而计划给它${planned ? `槽 ${planned}` : '的是：没有槽'}。没有改动任何节点。`,
    why: '这些节点以前是按别的方式搭建的；搭建过程不会迁移槽。',
    mend: `用 redis-cli --cluster reshard ${shellWord(node)} 迁移，或清空这个节点：redis-cli ${cliAddress(node)} CLUSTER RESET`,
  }),
  'command-refused': ({ node, command, error }) => ({
    what: `${node} 拒绝了 ${command}。`,
    why: error,
  }),
  'bus-port-blocked': ({ links }) => ({
    what: `集群总线不通：${someOf(links.map(({ from, to, bus }) => `从 ${from} 到 ${to}（端口 ${portOf(bus)}）`))}。`,
    why: '已经多次让节点互相认识（MEET），但总线端口没有回应；客户端端口是通的。常见原因是防火墙。',
    mend: `在主机之间开放端口 ${unique(links.map(({ bus }) => portOf(bus))).join('、')}（TCP），然后再运行一次：已经做好的会保留。`,
  }),
  'announced-address-wrong': ({ node, announced, expected }) => ({
    what: `${node} 宣告自己的地址是 ${announced}，而其他节点要用 ${expected} 才能连到它。`,
    mend: '改正它的 redis.conf 中的 cluster-announce-ip、cluster-announce-port、cluster-announce-bus-port，然后重新启动。',
  }),
  'masterauth-wrong': ({ replica, master, missing }) => ({
    what: `从节点 ${replica} 无法登录它的主节点 ${master}。`,
    why: missing
      ? '主节点需要密码（requirepass），而从节点没有设置 masterauth。'
      : '从节点的 masterauth 不是主节点的密码。',
    mend: `把 ${replica} 的 redis.conf 中的 masterauth 改成主节点的密码，然后重新启动。`,
  }),
  'replica-link-down': ({ replica, master }) => ({
    what: `从节点 ${replica} 没有连上它的主节点 ${master}。`,
    why: `${replica} 可能连不到主节点的端口 ${portOf(master)}，或者第一次复制数据失败；它的日志里有原因。`,
    mend: `redis-cli ${cliAddress(replica)} INFO replication`,
  }),
  'cluster-not-agreed': ({ nodes }) => ({
    what: `节点没有达成一致：${someOf(nodes.map(({ node, state }) => `${node}（cluster_state:${state}）`))}。`,
    mend: 'slotsh check',
  }),
  'settings-not-restored': ({ commands }) => ({
    what: `组建时临时调低的设置没能在 ${someOf(commands.map(({ node }) => node))} 上恢复。`,
    why: '节点没有回应。这些设置随进程结束而失效，下次 `slotsh up` 也会恢复它们。',
    mend: commands.map(({ node, command }) => `redis-cli ${cliAddress(node)} ${command}`).join('; '),
  }),
};
