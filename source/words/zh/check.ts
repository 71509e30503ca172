import type { FindingWords } from '../../cluster/check-findings.ts';
import { someOf } from '../phrases.ts';

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
  'node-timeout': ({ lowered, wishedMs }) =>
    lowered.length === 0
      ? `每个节点的 cluster-node-timeout 都不低于 ${wishedMs} 毫秒。`
      : `cluster-node-timeout 低于 ${wishedMs} 毫秒：${someOf(lowered.map(({ node, ms }) => `${node}（${ms} 毫秒）`))}；\`slotsh up\` 会恢复它。`,
};

/** 检查的结果。 */
export const check = { findings };
