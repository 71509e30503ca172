import type { FindingFacts, FindingMends, FindingWords } from '../../cluster/check-findings.ts';
import { cliAddress, meetCommand, mendFailing, shellWord, someOf } from '../phrases.ts';

type MachineLoss = FindingFacts['machine-loss']['machines'][number];

function lossOf({ machine, masters: here, majority, slots }: MachineLoss, masters: number): string {
  const cost = [
    ...(slots > 0 ? [`${slots} 个槽在别处没有副本`] : []),
    ...(majority ? ['无法投票进行故障转移'] : []),
  ];
  return `${masters} 个主节点中有 ${here} 个在 ${machine} 上：失去这台主机后，${cost.join('，且')}。`;
}

const findings: FindingWords = {
  'nodes-reachable': ({ total, unreachable }) =>
    unreachable.length === 0
      ? `${total} 个节点全部有回应。`
      : `${total} 个节点中有 ${unreachable.length} 个没有回应：${someOf(unreachable.map(({ node }) => node))}。`,
  'membership-agreement': ({ apart }) =>
    apart.length === 0
      ? '所有节点互相认识。'
      : `有的节点互不认识：${someOf(apart.map(({ node, unknown }) => `${node} 不认识 ${someOf(unknown)}`))}。`,
  'slots-agreement': ({ differing }) =>
    differing.length === 0
      ? '所有节点对槽的分配看法一致。'
      : `节点对槽的分配看法不一致：${someOf(differing)} 与其他节点不同。`,
  'roles-agreement': ({ differing }) =>
    differing.length === 0
      ? '所有节点对主从关系看法一致。'
      : `节点对主从关系看法不一致：${someOf(differing)} 与其他节点不同。`,
  'open-slots': ({ open }) =>
    open.length === 0
      ? '没有正在迁移的槽。'
      : `正在迁移的槽：${someOf(open.map(({ node, slot, state, peer }) => (state === 'migrating' ? `${slot} 正从 ${node} 迁出到 ${peer}` : `${slot} 正从 ${peer} 迁入 ${node}`)))}。`,
  'slot-coverage': ({ uncovered, slots, owners }) =>
    slots === 0
      ? '16384 个槽全部有主节点负责。'
      : `16384 个槽中有 ${slots} 个没有主节点负责：${someOf(uncovered)}${owners.length > 0 ? `；它们的主节点已下线：${someOf(owners)}` : ''}。`,
  'cluster-state': ({ failing }) =>
    failing.length === 0
      ? '每个节点都是 cluster_state:ok。'
      : `这些节点是 cluster_state:fail，会拒绝命令：${someOf(failing)}。`,
  'failing-nodes': ({ failing }) =>
    failing.length === 0
      ? '没有节点被怀疑下线。'
      : `${someOf(failing.map(({ node, flag, by }) => `${node} ${flag === 'fail' ? '已下线' : '疑似下线'}（${someOf(by)} 认为）`))}。`,
  'replica-links': ({ down, replicas }) =>
    down.length === 0
      ? `${replicas} 个从节点都连着自己的主节点。`
      : `没有连上主节点的从节点：${someOf(down.map(({ replica, master }) => `${replica}（主节点 ${master}）`))}。`,
  'masters-with-replicas': ({ without }) =>
    without.length === 0
      ? '每个主节点都有从节点。'
      : `没有从节点的主节点，一旦下线，它的槽就丢失：${someOf(without)}。`,
  'replica-placement': ({ beside }) =>
    beside.length === 0
      ? '没有从节点与自己的主节点在同一台主机上。'
      : `与主节点在同一台主机上、会一起下线的从节点：${someOf(beside.map(({ replica, master }) => `${replica}（主节点 ${master}）`))}。`,
  'config-epochs': ({ colliding }) =>
    colliding.length === 0
      ? '每个主节点的 config epoch 都不同。'
      : `config epoch 相同的主节点：${someOf(colliding.map(({ epoch, masters }) => `${epoch}：${someOf(masters)}`))}。`,
  'replica-lag': ({ behind, replicas }) =>
    behind.length === 0
      ? replicas === 0
        ? '没有从节点，无从落后。'
        : '没有从节点落后于主节点。'
      : `落后于主节点的从节点，接管时会丢失这些数据：${someOf(behind.map(({ replica, bytes }) => `${replica}（${bytes} 字节）`))}。`,
  'machine-loss': ({ machines, masters }) =>
    machines.length === 0
      ? '任何一台主机丢失都不会使集群停止。'
      : machines.map(machine => lossOf(machine, masters)).join(''),
  handshakes: ({ open }) =>
    open.length === 0
      ? '没有节点停留在握手状态。'
      : `已发出 MEET、但集群总线上没有应答的节点：${someOf(open.map(({ node, by }) => `${node}（由 ${someOf(by)} 发出）`))}。`,
  'stale-addresses': ({ stale }) =>
    stale.length === 0
      ? '所有节点都以自己的地址为其他节点所知。'
      : `其他节点记录的地址与本身不符：${someOf(stale.map(({ node, seen, by }) => `${someOf(by)} 认为 ${node} ${seen ? `是 ${seen}` : '没有地址'}`))}。`,
  versions: ({ versions }) =>
    versions.length <= 1
      ? `所有节点版本相同${versions[0]?.version ? `：${versions[0].version}` : ''}。`
      : `节点版本不同：${someOf(versions.map(({ version, nodes }) => `${someOf(nodes)} 为 ${version}`))}。`,
  configuration: ({ differing }) =>
    differing.length === 0
      ? '所有节点配置相同。'
      : `节点配置不同：${differing.map(({ directive, values }) => `${directive} 为 ${someOf(values.map(({ value, nodes }) => `${value || '""'}（${someOf(nodes, 2)}）`))}`).join('；')}。`,
  persistence: ({ without }) =>
    without.length === 0
      ? '所有节点都把数据写入磁盘。'
      : `不写磁盘的节点（既无追加文件也无快照），重启后数据全部丢失：${someOf(without)}。`,
  'memory-policy': ({ refusing }) =>
    refusing.length === 0
      ? '没有节点会因内存上限而拒绝写入。'
      : `达到 maxmemory 时拒绝写入的节点（maxmemory-policy 为 noeviction）：${someOf(refusing)}。`,
  'node-timeout': ({ lowered, wishedMs }) =>
    lowered.length === 0
      ? `每个节点的 cluster-node-timeout 都不低于 ${wishedMs} 毫秒。`
      : `cluster-node-timeout 低于 ${wishedMs} 毫秒：${someOf(lowered.map(({ node, ms }) => `${node}（${ms} 毫秒）`))}。`,
};

const mends: FindingMends = {
  'nodes-reachable': () =>
    'slotsh up FILE 会启动未运行的节点。永久移除的节点：redis-cli --cluster call NODE CLUSTER FORGET ID。',
  'membership-agreement': ({ apart }) =>
    apart
      .slice(0, 4)
      .flatMap(({ node, unknown }) => unknown.slice(0, 1).map(other => meetCommand(node, other)))
      .join('\n'),
  'slots-agreement': () => '集群总线畅通时几秒内即可一致：请再检查一次。若仍不一致，请开放总线端口。',
  'roles-agreement': () => '集群总线畅通时几秒内即可一致：请再检查一次。若仍不一致，请开放总线端口。',
  'open-slots': ({ open }) => (open[0] ? `redis-cli --cluster fix ${shellWord(open[0].node)}` : ''),
  'slot-coverage': ({ owners }) =>
    owners.length > 0
      ? '重新启动它们的主节点或其从节点：这些槽的数据只在那里。'
      : 'redis-cli --cluster fix NODE 会把无主的槽分给某个主节点。',
  'cluster-state': () => '上面的失败项就是原因；修复后状态随之恢复。',
  'failing-nodes': ({ failing }) => failing.slice(0, 1).map(mendFailing).join(''),
  'replica-links': ({ down }) =>
    down[0]
      ? `redis-cli ${cliAddress(down[0].replica)} INFO replication 会显示原因；设有密码时，masterauth 必须等于主节点的 requirepass。`
      : '',
  'masters-with-replicas': ({ without }) =>
    without[0]
      ? `redis-cli --cluster add-node NEW-NODE ${shellWord(without[0])} --cluster-slave 为缺少从节点的主节点添加一个。`
      : '',
  'replica-placement': ({ beside }) =>
    beside[0]
      ? `redis-cli ${cliAddress(beside[0].replica)} CLUSTER REPLICATE ID 使它成为另一台主机上主节点的从节点。`
      : '',
  'config-epochs': () => 'slotsh check --fix 使每个主节点的 config epoch 不同。',
  'replica-lag': ({ behind }) =>
    behind[0] ? `redis-cli ${cliAddress(behind[0].master)} INFO replication` : '',
  'machine-loss': () => '把主节点分布到更多主机上，并让从节点与其主节点不在同一台主机。',
  handshakes: ({ open }) => (open[0] ? `向其他节点开放 ${open[0].node} 的总线端口（端口号加 10000）。` : ''),
  'stale-addresses': () => 'slotsh check --fix 使它们以正确的地址重新相识。',
  versions: () => '升级到同一版本，先从节点，后主节点。',
  configuration: () =>
    '在不同的节点上执行 CONFIG SET 与 CONFIG REWRITE；slotsh up FILE 会处理配置文件中的节点。',
  persistence: ({ without }) =>
    without[0] ? `redis-cli ${cliAddress(without[0])} CONFIG SET appendonly yes，然后 CONFIG REWRITE` : '',
  'memory-policy': ({ refusing }) =>
    refusing[0]
      ? `用作缓存时：redis-cli ${cliAddress(refusing[0])} CONFIG SET maxmemory-policy allkeys-lru，然后 CONFIG REWRITE`
      : '',
  'node-timeout': () => 'slotsh check --fix 会恢复它。',
};

/** 检查的结果，以及修复的方法。 */
export const check = { findings, mends };
