import type { en } from '../en/en.ts';

/** `slotsh check` 在各项结果之外的文字。 */
export const checkCommand: (typeof en)['checkCommand'] = {
  title: (name, seed) => `${name}，读自 ${seed}`,
  columns: { master: '主节点', keys: '键', count: '槽数', slots: '槽', replicas: '从节点' },
  unread: '?',
  noReplica: '无',
  total: (keys, masters) => `${masters} 个主节点中共有 ${keys} 个键。`,
  why: (node, what) => `${node}：${what}`,
  mended: command => `已执行：${command}`,
  mendRefused: (command, why) => `被拒绝：${command}：${why}`,
  healthy: checks => `健康：${checks} 项检查全部正常。`,
  warned: (warnings, checks) => `健康：${checks} 项检查中有 ${warnings} 项警告，没有失败。`,
  failed: (failures, checks) => `不健康：${checks} 项检查中有 ${failures} 项失败。`,
};
