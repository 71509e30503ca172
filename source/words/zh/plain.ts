import type { plain as english } from '../en/plain.ts';

/** 纯文本输出：没有终端可画时说的话。 */
export const plain: typeof english = {
  error: '错误',
  warning: '警告',
  why: '原因',
  mend: '解决办法',
  failureId: '编号',
  label: name => `${name}：`,
  answer: '回答',
  answers: {
    yes: '是',
    no: '否',
    none: '无',
    given: '已给出（不显示）',
    retry: '重试',
    skip: '跳过',
    undo: '撤销',
    leave: '离开',
  },
  down: {
    done: name => `${name} 已停止并移除。`,
    unchanged: name => `${name} 没有在运行，也没有可移除的内容。`,
    left: command => `仍然保留（\`${command} --data\` 会删除）：`,
    imageStays: (image, hosts, command) =>
      `镜像 ${image} 仍保留在 ${hosts} 上，因为其他容器可能会用到（在那里执行 \`${command}\` 可删除）。`,
    interrupted: command => `已中断；再次运行 \`${command}\` 会从这里继续。`,
  },
};
