import type { complete as en } from '../en/complete.ts';

/** 补全菜单。 */
export const complete: typeof en = {
  targets: {
    masters: '每个主节点',
    replicas: '每个从节点',
    all: '每个节点',
    owner: '负责该键的节点：@owner(name)',
  },
  master: '主节点',
  replica: '从节点',
  deprecated: '已弃用',
  commands: count => `${count} 个命令`,
};
